using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>All points of one series gathered in the order they were logged. Not thread-safe.</summary>
internal sealed class SeriesPoints(int capacity = 0, bool withOrigin = false)
{
    private MetricPoint[] _points = new MetricPoint[capacity];
    private long[] _sequences = new long[withOrigin ? capacity : 0];

    public int Count { get; private set; }

    public Span<MetricPoint> Points => _points.AsSpan(0, Count);

    /// <summary>Their sequence numbers, where the origin is kept.</summary>
    public ReadOnlySpan<long> Sequences => _sequences.AsSpan(0, Count);

    /// <summary>Where the points of each writer begin, where the origin is kept.</summary>
    public List<(string Writer, int Start)> Writers { get; } = [];

    public void Add(PointBlock block)
    {
        if (block.Count == 0)
        {
            return;
        }

        var needed = checked(Count + block.Count);
        if (_points.Length < needed)
        {
            Array.Resize(ref _points, Math.Max(needed, (int)Math.Min(Array.MaxLength, _points.Length * 2L)));
        }

        block.Points.CopyTo(_points.AsSpan(Count));
        if (withOrigin)
        {
            AddOrigin(block, needed);
        }

        Count = needed;
    }

    /// <summary>The points as an array of exactly their number.</summary>
    public MetricPoint[] ToArray()
    {
        if (_points.Length != Count)
        {
            Array.Resize(ref _points, Count);
        }

        return _points;
    }

    private void AddOrigin(PointBlock block, int needed)
    {
        if (_sequences.Length < needed)
        {
            Array.Resize(ref _sequences, _points.Length);
        }

        for (var i = 0; i < block.Count; i++)
        {
            _sequences[Count + i] = block.SequenceOf(i);
        }

        if (Writers.Count == 0 || Writers[^1].Writer != block.Writer)
        {
            Writers.Add((block.Writer, Count));
        }
    }
}
