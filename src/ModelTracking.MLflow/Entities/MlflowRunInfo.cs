namespace ModelTracking.MLflow;

/// <summary>What a run is.</summary>
public sealed record MlflowRunInfo
{
    /// <summary>Its identity, 32 hexadecimal digits on MLflow's own servers.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Its experiment.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>Its readable name.</summary>
    public string RunName { get; init; } = "";

    /// <summary>Who started it.</summary>
    public string? UserId { get; init; }

    /// <summary><c>RUNNING</c>, <c>SCHEDULED</c>, <c>FINISHED</c>, <c>FAILED</c> or <c>KILLED</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long StartTime { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC; null while it runs.</summary>
    public long? EndTime { get; init; }

    /// <summary>Where its artifacts are.</summary>
    public string ArtifactUri { get; init; } = "";

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string LifecycleStage { get; init; } = "active";

    /// <summary>Whether it was deleted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDeleted => LifecycleStage == "deleted";
}
