using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>A <see cref="RunResumed"/> record at work: which points it hides. Not thread-safe.</summary>
internal sealed class Takeover
{
    private readonly Dictionary<string, long> _superseded = new(StringComparer.Ordinal);
    private readonly Dictionary<MetricKey, StepIntervals> _loggedSince = [];
    private readonly long _sequence;
    private readonly long? _truncateAfter;

    public Takeover(string writer, RunResumed record)
    {
        Writer = writer;
        _sequence = record.Sequence;
        _truncateAfter = record.TruncateAfterStep;
        foreach (var position in record.Supersedes)
        {
            _superseded[position.Writer] = position.Sequence;
        }
    }

    /// <summary>The writer that took the run up.</summary>
    public string Writer { get; }

    /// <summary>Notes steps that the new writer logged itself.</summary>
    public void Note(PointBlock block)
    {
        if (!_loggedSince.TryGetValue(block.Key, out var steps))
        {
            _loggedSince[block.Key] = steps = new StepIntervals();
        }

        var points = block.Points;
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].RawStep != MetricPoint.NoStep && block.SequenceOf(i) > _sequence)
            {
                steps.Add(points[i].RawStep);
            }
        }
    }

    /// <summary>Takes the hidden points out of the block.</summary>
    public void Hide(PointBlock block)
    {
        if (!_superseded.TryGetValue(block.Writer, out var upTo))
        {
            return;
        }

        _loggedSince.TryGetValue(block.Key, out var since);
        block.Keep(index =>
        {
            var step = block.Points[index].RawStep;
            return step == MetricPoint.NoStep || block.SequenceOf(index) > upTo || !(step > _truncateAfter || since?.Contains(step) == true);
        });
    }
}
