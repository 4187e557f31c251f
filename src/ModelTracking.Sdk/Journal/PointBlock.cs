using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Decoded points of one series and one writer, with their sequence numbers. Used again for every block.</summary>
internal sealed class PointBlock
{
    private MetricPoint[] _points = [];
    private long[] _sequences = [];

    public MetricKey Key { get; private set; }

    public string Writer { get; private set; } = "";

    public int Count { get; private set; }

    /// <summary>True where the numbers follow one another, beginning with <see cref="FirstSequence"/>.</summary>
    public bool IsContiguous { get; private set; }

    public long FirstSequence { get; private set; }

    public Span<MetricPoint> Points => _points.AsSpan(0, Count);

    /// <summary>Numbers of the points; filled only where <see cref="IsContiguous"/> is false.</summary>
    public Span<long> Sequences => _sequences.AsSpan(0, Count);

    public long SequenceOf(int index) => IsContiguous ? FirstSequence + index : _sequences[index];

    /// <summary>Prepares the block to be filled through <see cref="Points"/> (and <see cref="Sequences"/>).</summary>
    public void Reset(string writer, in MetricKey key, int count, long firstSequence, bool contiguous)
    {
        Writer = writer;
        Key = key;
        Count = count;
        FirstSequence = firstSequence;
        IsContiguous = contiguous;
        Grow(ref _points, count);
        if (!contiguous)
        {
            Grow(ref _sequences, count);
        }
    }

    /// <summary>Leaves out points before this number.</summary>
    public void SkipBefore(long sequence)
    {
        if (Count > 0 && SequenceOf(0) < sequence)
        {
            Keep(index => SequenceOf(index) >= sequence);
        }
    }

    /// <summary>Leaves out the points for which <paramref name="keep"/> says no.</summary>
    public void Keep(Func<int, bool> keep)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!keep(i))
            {
                // From the first gap on the numbers must be listed one by one.
                ListSequences();
                continue;
            }

            if (kept != i)
            {
                _points[kept] = _points[i];
                _sequences[kept] = _sequences[i];
            }

            kept++;
        }

        Count = kept;
        FirstSequence = kept > 0 ? SequenceOf(0) : 0;
    }

    private void ListSequences()
    {
        if (IsContiguous)
        {
            Grow(ref _sequences, Count);
            for (var i = 0; i < Count; i++)
            {
                _sequences[i] = FirstSequence + i;
            }

            IsContiguous = false;
        }
    }

    private static void Grow<T>(ref T[] array, int count)
    {
        if (array.Length < count)
        {
            array = new T[Math.Max(count, Math.Min(array.Length * 2, PointColumns.MaxPoints))];
        }
    }
}
