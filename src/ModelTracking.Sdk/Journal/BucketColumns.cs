using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Buckets of a pyramid level as columns: first points, last points, NaN counts, minima, maxima. Not thread-safe.</summary>
internal sealed class BucketColumns(PointColumns columns)
{
    /// <summary>Buckets in a frame: few enough that a zoomed chart decodes little, and arrays stay off the large object heap.</summary>
    public const int MaxBuckets = 2_048;

    private readonly MetricPoint[] _first = new MetricPoint[MaxBuckets];
    private readonly MetricPoint[] _last = new MetricPoint[MaxBuckets];
    private readonly long[] _nans = new long[MaxBuckets];
    private readonly double[] _min = new double[MaxBuckets];
    private readonly double[] _max = new double[MaxBuckets];

    public void Write(ByteBuffer target, ReadOnlySpan<MetricBucket> buckets)
    {
        for (var i = 0; i < buckets.Length; i++)
        {
            _first[i] = buckets[i].Start;
            _last[i] = buckets[i].End;
            _nans[i] = buckets[i].NanCount;
            _min[i] = buckets[i].Min;
            _max[i] = buckets[i].Max;
        }

        columns.Write(target, _first.AsSpan(0, buckets.Length));
        columns.Write(target, _last.AsSpan(0, buckets.Length));
        IntegerColumn.Write(target, _nans.AsSpan(0, buckets.Length));
        ValueColumn.Write(target, _min.AsSpan(0, buckets.Length));
        ValueColumn.Write(target, _max.AsSpan(0, buckets.Length));
    }

    /// <param name="source">The frame's payload.</param>
    /// <param name="buckets">Receives the buckets.</param>
    /// <param name="unit">Points to a bucket.</param>
    /// <param name="points">Points from the first of these buckets to the end of the series; the last bucket may be short.</param>
    public void Read(ref ByteReader source, Span<MetricBucket> buckets, long unit, long points)
    {
        columns.Read(ref source, _first.AsSpan(0, buckets.Length));
        columns.Read(ref source, _last.AsSpan(0, buckets.Length));
        IntegerColumn.Read(ref source, _nans.AsSpan(0, buckets.Length));
        ValueColumn.Read(ref source, _min.AsSpan(0, buckets.Length));
        ValueColumn.Read(ref source, _max.AsSpan(0, buckets.Length));
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new MetricBucket(Math.Min(unit, points - (i * unit)), _nans[i], _first[i], _last[i], _min[i], _max[i]);
        }
    }
}
