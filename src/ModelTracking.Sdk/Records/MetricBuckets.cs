namespace ModelTracking.Records;

/// <summary>Cuts points into buckets for drawing.</summary>
internal static class MetricBuckets
{
    /// <summary>At most <paramref name="most"/> buckets of equal numbers of points (the last one may hold fewer).</summary>
    public static MetricBucket[] Of(ReadOnlySpan<MetricPoint> points, int most)
    {
        if (points.IsEmpty)
        {
            return [];
        }

        var size = (points.Length + most - 1) / most;
        var buckets = new MetricBucket[(points.Length + size - 1) / size];
        for (var i = 0; i < buckets.Length; i++)
        {
            var part = points.Slice(i * size, Math.Min(size, points.Length - (i * size)));
            buckets[i] = Of(part);
        }

        return buckets;
    }

    /// <summary>One bucket of all points; there must be at least one.</summary>
    public static MetricBucket Of(ReadOnlySpan<MetricPoint> points)
    {
        double min = double.NaN, max = double.NaN;
        long nans = 0;
        foreach (ref readonly var point in points)
        {
            if (double.IsNaN(point.Value))
            {
                nans++;
            }
            else if (!(point.Value >= min))
            {
                min = point.Value;
                max = double.IsNaN(max) ? min : max;
            }
            else if (point.Value > max)
            {
                max = point.Value;
            }
        }

        return new MetricBucket(points.Length, nans, points[0], points[^1], min, max);
    }
}
