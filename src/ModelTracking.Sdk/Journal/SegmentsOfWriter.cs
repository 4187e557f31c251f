namespace ModelTracking.Journal;

/// <summary>One writer's part of a run: perhaps records in the sealed file, then segments in order.</summary>
/// <param name="Writer">The writer.</param>
/// <param name="Opened">When it was opened; orders the writers.</param>
/// <param name="SealedUpTo">The last record that the sealed file covers; 0 for none.</param>
/// <param name="Segments">Its segments, by number.</param>
/// <param name="IsAlive">Whether it held its lock before anything was read.</param>
internal sealed record SegmentsOfWriter(
    string Writer, DateTimeOffset Opened, long SealedUpTo, IReadOnlyList<SegmentFile> Segments, bool IsAlive);
