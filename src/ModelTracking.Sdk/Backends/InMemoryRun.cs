using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>One run's records in memory. Not thread-safe.</summary>
internal sealed class InMemoryRun(RunId id)
{
    private readonly List<(string Writer, TrackingRecord Record)> _records = [];
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    /// <summary>Adds those records of a batch that are not there yet, with points of their own.</summary>
    public void Add(RecordBatch batch)
    {
        foreach (var record in batch.Records)
        {
            var last = record.Sequence + record.Count - 1;
            if (last > _positions.GetValueOrDefault(batch.Writer))
            {
                _positions[batch.Writer] = last;
                _records.Add((batch.Writer, record is MetricsLogged metrics ? metrics with { Points = metrics.Points.ToArray() } : record));
            }
        }
    }

    public RunSummary Summarize()
    {
        var builder = new RunSummaryBuilder(id);
        var visibility = NoteAll();
        foreach (var (writer, record) in _records)
        {
            if (record is MetricsLogged)
            {
                builder.Advance(writer, record.Sequence + record.Count - 1);
            }
            else
            {
                builder.Add(writer, record);
            }
        }

        foreach (var (writer, record) in _records)
        {
            if (record is MetricsLogged metrics)
            {
                builder.Add(metrics.Key, Visible(visibility, writer, metrics));
            }
        }

        return builder.Build();
    }

    public MetricPoint[] Points(MetricKey key, StepRange range)
    {
        var visibility = NoteAll();
        var points = _records
            .Where(r => r.Record is MetricsLogged metrics && metrics.Key == key)
            .SelectMany(r => Visible(visibility, r.Writer, (MetricsLogged)r.Record))
            .ToArray();
        VisibleOrder.Sort(points);
        return points[VisibleOrder.Within(points, range)];
    }

    public IReadOnlyList<RecordBatch> After(IReadOnlyList<WriterPosition>? positions)
    {
        var from = (positions ?? []).ToDictionary(p => p.Writer, p => p.Sequence, StringComparer.Ordinal);
        return [.. _records
            .Where(r => r.Record.Sequence > from.GetValueOrDefault(r.Writer))
            .GroupBy(r => r.Writer)
            .Select(g => new RecordBatch(id, g.Key, [.. g.Select(r => r.Record)]))];
    }

    private Visibility NoteAll()
    {
        var visibility = new Visibility();
        foreach (var (writer, record) in _records)
        {
            visibility.Note(writer, record);
        }

        foreach (var (writer, record) in _records)
        {
            if (visibility.IsNeeded && record is MetricsLogged metrics)
            {
                visibility.Note(Block(writer, metrics));
            }
        }

        return visibility;
    }

    // Without what a resumed run took back or logged anew.
    private static MetricPoint[] Visible(Visibility visibility, string writer, MetricsLogged metrics)
    {
        var block = Block(writer, metrics);
        visibility.Hide(block);
        return block.Points.ToArray();
    }

    private static PointBlock Block(string writer, MetricsLogged metrics)
    {
        var block = new PointBlock();
        block.Reset(writer, metrics.Key, metrics.Count, metrics.Sequence, contiguous: true);
        metrics.Points.Span.CopyTo(block.Points);
        return block;
    }
}
