namespace ModelTracking.Records;

/// <summary>
/// Consecutive points of a series (by step, then time) drawn as one: the extremes and the NaNs of the bucket are
/// kept, so a spike is never lost.
/// </summary>
/// <param name="Count">Number of points, NaN included.</param>
/// <param name="NanCount">Number of points that are NaN.</param>
/// <param name="Start">The first point.</param>
/// <param name="End">The last point.</param>
/// <param name="Min">Smallest value; NaN where every point is NaN.</param>
/// <param name="Max">Greatest value; NaN where every point is NaN.</param>
public readonly record struct MetricBucket(long Count, long NanCount, MetricPoint Start, MetricPoint End, double Min, double Max)
{
    /// <summary>The bucket of one point.</summary>
    public static MetricBucket Of(MetricPoint point) =>
        new(1, double.IsNaN(point.Value) ? 1 : 0, point, point, point.Value, point.Value);

    /// <summary>This bucket and the one that follows it as one.</summary>
    public MetricBucket Join(in MetricBucket next) => new(
        Count + next.Count,
        NanCount + next.NanCount,
        Start,
        next.End,
        double.IsNaN(Min) ? next.Min : double.IsNaN(next.Min) ? Min : Math.Min(Min, next.Min),
        double.IsNaN(Max) ? next.Max : double.IsNaN(next.Max) ? Max : Math.Max(Max, next.Max));
}
