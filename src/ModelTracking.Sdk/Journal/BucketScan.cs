using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Reads a series as buckets: from the pyramid where there is one and it is fine enough, else from the points.</summary>
internal static class BucketScan
{
    public static MetricBucket[] Read(RunSnapshot snapshot, MetricKey key, int maxBuckets, StepRange range, JournalContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBuckets, 1);
        var isSealedAlone = snapshot.Sealed is not null && snapshot.Writers.All(w => w.Segments.Count == 0);
        if (isSealedAlone && snapshot.Sealed!.Find(key) is { Levels.Count: > 0 } series
            && TryReadPyramid(snapshot.Sealed, series, maxBuckets, range) is { } fast)
        {
            return fast;
        }

        var points = PointScan.Read(snapshot, key, StepRange.All, context);
        var (from, count) = VisibleOrder.Within(points, range).GetOffsetAndLength(points.Length);
        if (count == 0)
        {
            return [];
        }

        var plan = BucketPlan.Make(from, from + count, maxBuckets);
        var buckets = new MetricBucket[plan.Count];
        plan.Fill(buckets, points, 0);
        return buckets;
    }

    private static MetricBucket[]? TryReadPyramid(SealedFile file, SealedSeries series, int maxBuckets, StepRange range)
    {
        if (!series.IsSorted && range != StepRange.All)
        {
            return null;
        }

        var reader = new SealedWindow(file, series);
        if (!reader.TryFind(range, out var from, out var to))
        {
            return null;
        }

        if (from == to)
        {
            return [];
        }

        var plan = BucketPlan.Make(from, to, maxBuckets);
        var buckets = new MetricBucket[plan.Count];
        var unit = plan.PyramidUnit();
        var level = series.Levels.LastOrDefault(l => l.Unit <= unit);
        if (level is null)
        {
            return series.IsSorted && reader.TryFill(plan, buckets, from, to) ? buckets : null;
        }

        // Whole units come from the pyramid; the ragged ends of the range from the points themselves.
        var firstWhole = (from + level.Unit - 1) / level.Unit;
        var endWhole = to == series.Count ? level.Count : to / level.Unit;
        if (firstWhole >= endWhole)
        {
            return reader.TryFill(plan, buckets, from, to) ? buckets : null;
        }

        if (!reader.TryFill(plan, buckets, from, firstWhole * level.Unit))
        {
            return null;
        }

        if (!file.ReadLevel(series, level, firstWhole, endWhole, (place, part) => plan.Put(buckets, place * level.Unit, part)))
        {
            return null;
        }

        return endWhole * level.Unit >= to || reader.TryFill(plan, buckets, endWhole * level.Unit, to) ? buckets : null;
    }
}
