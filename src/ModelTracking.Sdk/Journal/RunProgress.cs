namespace ModelTracking.Journal;

/// <summary>
/// How far the files of a run were read: whoever looks at a live run again and again reads only what is new. Segments are
/// never written again at an offset that was once good, so a path and an offset are enough. Not thread-safe.
/// </summary>
internal sealed class RunProgress
{
    private readonly Dictionary<string, SegmentProgress> _segments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>How far a segment was read.</summary>
    public SegmentProgress Of(SegmentFile segment)
    {
        if (!_segments.TryGetValue(segment.Path, out var progress))
        {
            _segments[segment.Path] = progress = new SegmentProgress();
        }

        return progress;
    }

    /// <summary>The last record of a writer that was read; 0 for none.</summary>
    public long LastOf(string writer) => _last.GetValueOrDefault(writer);

    /// <summary>Notes the last record of a writer that was read.</summary>
    public void Note(string writer, long sequence) => _last[writer] = sequence;
}
