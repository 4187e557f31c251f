namespace ModelTracking.MLflow;

/// <summary>An experiment as a server tells it.</summary>
public sealed record MlflowExperiment
{
    /// <summary>Its identity: a small number on SQL stores, 18 digits on file stores; <c>0</c> is the default experiment.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where artifacts of its runs go.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string LifecycleStage { get; init; } = "active";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long CreationTime { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Whether it was deleted.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDeleted => LifecycleStage == "deleted";
}
