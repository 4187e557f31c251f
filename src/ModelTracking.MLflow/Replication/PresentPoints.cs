namespace ModelTracking.MLflow.Replication;

/// <summary>
/// Finds out which points of a batch a server has already, after an answer was lost: file stores would keep them twice, and some SQL stores
/// fail on a repeated NaN. Reads the histories of the batch's keys page by page and keeps only what it looks for. Two points that are
/// alike in key, step, millisecond and value count as one, as they do on SQL stores.
/// </summary>
internal sealed class PresentPoints(MlflowRuns runs, string runId)
{
    /// <summary>Removes those points from a list.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveAsync(List<MlflowMetric> points, CancellationToken cancellationToken)
    {
        var before = points.Count;
        foreach (var key in points.Select(p => p.Key).Distinct(StringComparer.Ordinal).ToArray())
        {
            var wanted = points.Where(p => p.Key == key).Select(Mark).ToHashSet();
            var found = new HashSet<(long, long, long)>();
            await foreach (var point in runs.GetHistoryAsync(runId, key, cancellationToken).ConfigureAwait(false))
            {
                if (wanted.Contains(Mark(point)))
                {
                    found.Add(Mark(point));
                }
            }

            points.RemoveAll(p => p.Key == key && found.Contains(Mark(p)));
        }

        return before - points.Count;
    }

    private static (long, long, long) Mark(MlflowMetric point) => (point.Step, point.Timestamp, BitConverter.DoubleToInt64Bits(AsStored(point.Value)));

    // SQL stores keep infinity as the largest finite number and forget the sign of zero; every NaN is the same.
    private static double AsStored(double value) =>
        double.IsNaN(value) ? double.NaN : double.IsInfinity(value) ? (value > 0 ? double.MaxValue : double.MinValue) : value == 0 ? 0 : value;
}
