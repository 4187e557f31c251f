using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Gathers consecutive records of one writer into batches of bounded size that own their memory. Not thread-safe.</summary>
internal sealed class BatchBuilder(RunId run, string writer)
{
    public const int MaxPoints = 10_000;
    private const int MaxRecords = 2_000;
    private readonly Queue<RecordBatch> _ready = [];
    private List<TrackingRecord> _records = [];
    private long _next;
    private int _points;

    public void Add(TrackingRecord record)
    {
        // Batches have no gaps in their numbers; where points were taken back, a new batch begins.
        if (record.Sequence != _next || _points >= MaxPoints || _records.Count >= MaxRecords)
        {
            Complete();
        }

        _records.Add(record);
        _next = record.Sequence + record.Count;
        _points += record is MetricsLogged ? record.Count : 0;
    }

    /// <summary>Adds points with consecutive numbers, copied, cut where a batch is full.</summary>
    public void Add(in MetricKey key, ReadOnlySpan<MetricPoint> points, long sequence)
    {
        while (points.Length > 0)
        {
            if (_points >= MaxPoints)
            {
                Complete();
            }

            var taken = points[..Math.Min(points.Length, MaxPoints - _points)];
            Add(new MetricsLogged(key, taken.ToArray()) { Sequence = sequence, Time = taken[0].Time });
            sequence += taken.Length;
            points = points[taken.Length..];
        }
    }

    /// <summary>Adds a block whose numbers may have gaps.</summary>
    public void Add(PointBlock block)
    {
        for (var start = 0; start < block.Count;)
        {
            var first = block.SequenceOf(start);
            var end = start + 1;
            while (end < block.Count && block.SequenceOf(end) == first + end - start)
            {
                end++;
            }

            Add(block.Key, block.Points[start..end], first);
            start = end;
        }
    }

    /// <summary>Makes a batch of what was gathered so far.</summary>
    public void Complete()
    {
        if (_records.Count > 0)
        {
            _ready.Enqueue(new RecordBatch(run, writer, _records));
            _records = [];
            _points = 0;
        }
    }

    public bool TryTake(out RecordBatch batch) => _ready.TryDequeue(out batch!);
}
