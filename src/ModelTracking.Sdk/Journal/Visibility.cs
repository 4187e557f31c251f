using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// Which points of a resumed run are to be seen. First every block is noted, then blocks are filtered. Costs nothing
/// for a run that was never resumed. Not thread-safe.
/// </summary>
internal sealed class Visibility
{
    private readonly List<Takeover> _takeovers = [];

    /// <summary>Whether any point may be hidden.</summary>
    public bool IsNeeded => _takeovers.Count > 0;

    public void Note(string writer, TrackingRecord record)
    {
        if (record is RunResumed resumed)
        {
            _takeovers.Add(new Takeover(writer, resumed));
        }
    }

    public void Note(PointBlock block)
    {
        foreach (var takeover in _takeovers)
        {
            if (takeover.Writer == block.Writer)
            {
                takeover.Note(block);
            }
        }
    }

    public void Hide(PointBlock block)
    {
        foreach (var takeover in _takeovers)
        {
            takeover.Hide(block);
        }
    }
}
