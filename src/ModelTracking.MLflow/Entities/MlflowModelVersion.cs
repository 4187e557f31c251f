namespace ModelTracking.MLflow;

/// <summary>A version of a registered model as a server tells it.</summary>
public sealed record MlflowModelVersion
{
    /// <summary>The model's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its number, from 1; numbers are not used again.</summary>
    public string Version { get; init; } = "";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long LastUpdatedTimestamp { get; init; }

    /// <summary><c>None</c>, <c>Staging</c>, <c>Production</c> or <c>Archived</c>.</summary>
    public string? CurrentStage { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>Where its files are.</summary>
    public string? Source { get; init; }

    /// <summary>The run that made it.</summary>
    public string? RunId { get; init; }

    /// <summary>Address of that run's page; null where none was given.</summary>
    public string? RunLink { get; init; }

    /// <summary>Who made it.</summary>
    public string? UserId { get; init; }

    /// <summary><c>READY</c>, <c>PENDING_REGISTRATION</c> or <c>FAILED_REGISTRATION</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Aliases that point to it.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];
}
