namespace ModelTracking.Records;

/// <summary>A run began. Always its first record.</summary>
/// <param name="Experiment">The experiment it belongs to.</param>
/// <param name="Name">Its readable name.</param>
public sealed record RunStarted(string Experiment, string Name) : TrackingRecord
{
    /// <summary>The run this one is nested in, if any.</summary>
    public RunId? ParentId { get; init; }

    /// <summary>Free text about the run.</summary>
    public string? Description { get; init; }

    /// <summary>The run this one was forked from, if any.</summary>
    public RunId? ForkedFrom { get; init; }

    /// <summary>The last step that was taken over from <see cref="ForkedFrom"/>; null for all.</summary>
    public long? ForkStep { get; init; }
}
