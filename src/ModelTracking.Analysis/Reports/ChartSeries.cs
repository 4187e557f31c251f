using ModelTracking.Records;

namespace ModelTracking.Analysis.Reports;

/// <summary>One run's line in a chart.</summary>
/// <param name="Run">Number of the run in the comparison.</param>
/// <param name="Buckets">Its points.</param>
internal sealed record ChartSeries(int Run, IReadOnlyList<MetricBucket> Buckets)
{
    /// <summary>Where the buckets stand: at their steps, else at the number of the point.</summary>
    public IReadOnlyList<(double X, double Y, MetricBucket Bucket)> Points { get; } = Place(Buckets);

    private static List<(double, double, MetricBucket)> Place(IReadOnlyList<MetricBucket> buckets)
    {
        var points = new List<(double, double, MetricBucket)>(buckets.Count);
        var passed = 0L;
        foreach (var bucket in buckets)
        {
            passed += bucket.Count;
            points.Add((bucket.End.Step ?? passed, bucket.End.Value, bucket));
        }

        return points;
    }
}
