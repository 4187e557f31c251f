namespace ModelTracking.Records;

/// <summary>The run's name or description was changed after its start; null leaves a part as it was.</summary>
public sealed record RunRenamed : TrackingRecord
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }
}
