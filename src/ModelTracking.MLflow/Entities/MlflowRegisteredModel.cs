namespace ModelTracking.MLflow;

/// <summary>A registered model as a server tells it.</summary>
public sealed record MlflowRegisteredModel
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long LastUpdatedTimestamp { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>The newest version of each stage.</summary>
    public IReadOnlyList<MlflowModelVersion> LatestVersions { get; init => field = value ?? []; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Its aliases.</summary>
    public IReadOnlyList<MlflowAlias> Aliases { get; init => field = value ?? []; } = [];
}
