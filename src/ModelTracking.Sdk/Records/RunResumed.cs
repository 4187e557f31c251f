namespace ModelTracking.Records;

/// <summary>
/// A process took up a run again. Points of the same series and step that stand at or before
/// <paramref name="Supersedes"/> give way to points logged after this record, so resuming from a checkpoint never
/// doubles a point.
/// </summary>
/// <param name="Supersedes">How far each ended writer had come.</param>
public sealed record RunResumed(IReadOnlyList<WriterPosition> Supersedes) : TrackingRecord
{
    /// <summary>Points with a later step, at or before <see cref="Supersedes"/>, are taken back. Null: none.</summary>
    public long? TruncateAfterStep { get; init; }
}
