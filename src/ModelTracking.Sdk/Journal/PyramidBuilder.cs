using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Makes the levels of a series' pyramid from its points in visible order.</summary>
internal static class PyramidBuilder
{
    /// <summary>The levels, the finest (256 points to a bucket) first; none for a series too short to need one.</summary>
    public static List<MetricBucket[]> Build(ReadOnlySpan<MetricPoint> sorted)
    {
        var levels = new List<MetricBucket[]>();
        if (sorted.Length <= BucketPlan.FinestUnit)
        {
            return levels;
        }

        var level = new MetricBucket[(sorted.Length + (int)BucketPlan.FinestUnit - 1) / (int)BucketPlan.FinestUnit];
        new BucketPlan(0, sorted.Length, BucketPlan.FinestUnit).Fill(level, sorted, 0);
        levels.Add(level);
        while (level.Length > BucketPlan.FinestUnit)
        {
            var above = new MetricBucket[(level.Length + BucketPlan.LevelFactor - 1) / BucketPlan.LevelFactor];
            var plan = new BucketPlan(0, level.Length, BucketPlan.LevelFactor);
            for (var i = 0; i < level.Length; i++)
            {
                plan.Put(above, i, level[i]);
            }

            levels.Add(level = above);
        }

        return levels;
    }
}
