using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Buckets of a pyramid level as columns: first points, last points, NaN counts, minima, maxima. Not thread-safe.</summary>
internal sealed class BucketColumns(PointColumns columns)
{
    public const int MaxBuckets = PointColumns.MaxPoints;

    public void Write(ByteBuffer target, ReadOnlySpan<MetricBucket> buckets)
    {
        var points = new MetricPoint[buckets.Length];
        var nans = new long[buckets.Length];
        var min = new double[buckets.Length];
        var max = new double[buckets.Length];
        for (var i = 0; i < buckets.Length; i++)
        {
            points[i] = buckets[i].Start;
            nans[i] = buckets[i].NanCount;
            min[i] = buckets[i].Min;
            max[i] = buckets[i].Max;
        }

        columns.Write(target, points);
        for (var i = 0; i < buckets.Length; i++)
        {
            points[i] = buckets[i].End;
        }

        columns.Write(target, points);
        IntegerColumn.Write(target, nans);
        ValueColumn.Write(target, min);
        ValueColumn.Write(target, max);
    }

    /// <param name="source">The frame's payload.</param>
    /// <param name="buckets">Receives the buckets.</param>
    /// <param name="unit">Points to a bucket.</param>
    /// <param name="points">Points from the first of these buckets to the end of the series; the last bucket may be short.</param>
    public void Read(ref ByteReader source, Span<MetricBucket> buckets, long unit, long points)
    {
        var first = new MetricPoint[buckets.Length];
        var last = new MetricPoint[buckets.Length];
        var nans = new long[buckets.Length];
        var min = new double[buckets.Length];
        var max = new double[buckets.Length];
        columns.Read(ref source, first);
        columns.Read(ref source, last);
        IntegerColumn.Read(ref source, nans);
        ValueColumn.Read(ref source, min);
        ValueColumn.Read(ref source, max);
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new MetricBucket(Math.Min(unit, points - (i * unit)), nans[i], first[i], last[i], min[i], max[i]);
        }
    }
}
