namespace ModelTracking.Journal;

/// <summary>How far a segment was read, and what it takes to read on from there. Not thread-safe.</summary>
internal sealed class SegmentProgress
{
    /// <summary>Where the next frame begins.</summary>
    public long Offset { get; set; }

    /// <summary>Series that the frames before it define.</summary>
    public SeriesTable Series { get; } = new();
}
