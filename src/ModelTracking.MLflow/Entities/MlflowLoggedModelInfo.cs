namespace ModelTracking.MLflow;

/// <summary>What a logged model is.</summary>
public sealed record MlflowLoggedModelInfo
{
    /// <summary>Its identity: <c>m-</c> and 32 hexadecimal digits; <c>models:/m-...</c> names it.</summary>
    public string ModelId { get; init; } = "";

    /// <summary>Its experiment.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>Its name, which others may have too.</summary>
    public string Name { get; init; } = "";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long CreationTimestampMs { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long LastUpdatedTimestampMs { get; init; }

    /// <summary>Where its files are.</summary>
    public string ArtifactUri { get; init; } = "";

    /// <summary><c>LOGGED_MODEL_PENDING</c>, <c>LOGGED_MODEL_READY</c> or <c>LOGGED_MODEL_UPLOAD_FAILED</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Free text, for example <c>agent</c>.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that made it.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Whether all its files are there.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReady => Status == "LOGGED_MODEL_READY";
}
