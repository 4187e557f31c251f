namespace ModelTracking.Replication;

/// <summary>Why a target did not do what it was asked.</summary>
public enum ReplicationFault
{
    /// <summary>It cannot be reached, is overloaded or failed inside: try again later.</summary>
    Unavailable,

    /// <summary>It does not let us in, or not do this: pause until somebody changes that.</summary>
    Unauthorized,

    /// <summary>The request is too large: halve it.</summary>
    TooLarge,

    /// <summary>Something in the request will never be taken: find it and set it aside.</summary>
    Refused,

    /// <summary>It does not know the run any more: make it anew and begin again.</summary>
    RunGone,

    /// <summary>Nothing of this run can be stored (it was deleted there, its experiment cannot be made): leave it and go on with others.</summary>
    RunBlocked,
}
