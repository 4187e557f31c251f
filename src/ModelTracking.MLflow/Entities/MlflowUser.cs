namespace ModelTracking.MLflow;

/// <summary>A user of a server with basic authentication.</summary>
public sealed record MlflowUser
{
    /// <summary>The user's number.</summary>
    public long Id { get; init; }

    /// <summary>The name the user signs in with.</summary>
    public string Username { get; init; } = "";

    /// <summary>Whether the user may do everything.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>What was granted on experiments.</summary>
    public IReadOnlyList<MlflowGrant> ExperimentPermissions { get; init => field = value ?? []; } = [];

    /// <summary>What was granted on registered models.</summary>
    public IReadOnlyList<MlflowGrant> RegisteredModelPermissions { get; init => field = value ?? []; } = [];

    /// <summary>What was granted on scorers (MLflow 3).</summary>
    public IReadOnlyList<MlflowGrant> ScorerPermissions { get; init => field = value ?? []; } = [];
}
