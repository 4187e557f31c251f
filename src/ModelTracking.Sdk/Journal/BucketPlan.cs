using System.Numerics;
using System.Runtime.CompilerServices;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>
/// How a chart's points are cut into buckets: bucket <c>k</c> holds the points <c>k·Size</c> to <c>(k+1)·Size − 1</c> of
/// the whole series. Depends on numbers only, so a sealed run and the same run unsealed give the same buckets.
/// </summary>
/// <param name="From">First point of the range.</param>
/// <param name="To">Point after the last one.</param>
/// <param name="Size">Points to a bucket.</param>
internal readonly record struct BucketPlan(long From, long To, long Size)
{
    /// <summary>Points to a bucket of the pyramid's finest level; each level above has eight times as many.</summary>
    public const long FinestUnit = 256;

    public const int LevelFactor = 8;

    // A pyramid level is used as soon as it has the buckets that were asked for: rounding up to whole units may then
    // give up to half as many, which a chart hardly shows, and reading the points instead would take too long to draw.
    private const int Headroom = 1;

    public int Count => (int)(((To - 1) / Size) - (From / Size) + 1);

    public static BucketPlan Make(long from, long to, int maxBuckets)
    {
        var plan = new BucketPlan(from, to, SizeFor(to - from, maxBuckets));
        if (plan.Count > maxBuckets)
        {
            // The range does not begin with a whole bucket.
            plan = plan with { Size = maxBuckets > 1 ? SizeFor(to - from, maxBuckets - 1) : (long)BitOperations.RoundUpToPowerOf2((ulong)to) };
        }

        return plan;
    }

    /// <summary>The coarsest pyramid unit that divides the bucket size; 0 where points must be read.</summary>
    public long PyramidUnit()
    {
        var unit = 0L;
        for (var next = FinestUnit; Size % next == 0; next *= LevelFactor)
        {
            unit = next;
        }

        return unit;
    }

    /// <summary>Buckets of a part of the series; <paramref name="offset"/> is the first point's place in the series.</summary>
    public void Fill(Span<MetricBucket> buckets, ReadOnlySpan<MetricPoint> points, long offset)
    {
        var first = Math.Max(From, offset);
        var end = Math.Min(To, offset + points.Length);
        while (first < end)
        {
            var next = Math.Min(end, ((first / Size) + 1) * Size);
            Put(buckets, first, Join(points.Slice((int)(first - offset), (int)(next - first))));
            first = next;
        }
    }

    /// <summary>Adds what lies at a place of the series to its bucket.</summary>
    public void Put(Span<MetricBucket> buckets, long place, in MetricBucket part)
    {
        ref var bucket = ref buckets[(int)((place / Size) - (From / Size))];
        bucket = bucket.Count == 0 ? part : bucket.Join(part);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static MetricBucket Join(ReadOnlySpan<MetricPoint> points)
    {
        var min = double.PositiveInfinity;
        var max = double.NegativeInfinity;
        var nans = 0;
        foreach (ref readonly var point in points)
        {
            var value = point.Value;
            if (double.IsNaN(value))
            {
                nans++;
                continue;
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        var hasNumbers = nans < points.Length;
        return new MetricBucket(
            points.Length, nans, points[0], points[^1], hasNumbers ? min : double.NaN, hasNumbers ? max : double.NaN);
    }

    private static long SizeFor(long points, int maxBuckets)
    {
        var size = Math.Max(1, (points + maxBuckets - 1) / maxBuckets);
        var unit = 1L;
        for (var next = FinestUnit; points / next >= (long)Headroom * maxBuckets; next *= LevelFactor)
        {
            unit = next;
        }

        return (size + unit - 1) / unit * unit;
    }
}
