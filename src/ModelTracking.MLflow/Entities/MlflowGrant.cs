namespace ModelTracking.MLflow;

/// <summary>What a user may do with one experiment or registered model. Where nothing was granted, the server's default counts (READ, unless it was set otherwise).</summary>
public sealed record MlflowGrant
{
    /// <summary>Not even to read it.</summary>
    public const string None = "NO_PERMISSIONS";

    /// <summary>To read it.</summary>
    public const string Read = "READ";

    /// <summary>To read it and to write into it.</summary>
    public const string Edit = "EDIT";

    /// <summary>Everything: to delete it, and to grant permissions on it. Whoever makes a thing has this.</summary>
    public const string Manage = "MANAGE";

    /// <summary>The experiment; null for other things.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>The registered model; null for other things.</summary>
    public string? Name { get; init; }

    /// <summary>The scorer of the experiment; null for other things.</summary>
    public string? ScorerName { get; init; }

    /// <summary>The number of the user it is granted to.</summary>
    public long UserId { get; init; }

    /// <summary><see cref="None"/>, <see cref="Read"/>, <see cref="Edit"/>, <see cref="Manage"/>, or what newer servers have besides (<c>USE</c>).</summary>
    public string Permission { get; init; } = "";
}
