namespace ModelTracking.Replication;

/// <summary>A target did not do what it was asked. Messages are for people and hold no secret.</summary>
public sealed class ReplicationException : Exception
{
    /// <summary>Makes the exception for a target that cannot be reached.</summary>
    public ReplicationException()
        : this(ReplicationFault.Unavailable, "The target cannot be reached.")
    {
    }

    /// <summary>Makes the exception for a target that cannot be reached.</summary>
    public ReplicationException(string message)
        : this(ReplicationFault.Unavailable, message)
    {
    }

    /// <summary>Makes the exception for a target that cannot be reached.</summary>
    public ReplicationException(string message, Exception? innerException)
        : this(ReplicationFault.Unavailable, message, innerException)
    {
    }

    /// <summary>Makes the exception.</summary>
    public ReplicationException(ReplicationFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What to do about it.</summary>
    public ReplicationFault Fault { get; }

    /// <summary>How long the target asked to wait. Default: null, the caller's own schedule.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the target may have done it all the same (an answer was lost). Default: true.</summary>
    public bool MayHaveArrived { get; init; } = true;
}
