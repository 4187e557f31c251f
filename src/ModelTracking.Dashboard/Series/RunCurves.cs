using ModelTracking.Analysis.Grouping;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Series;

/// <summary>Reads the curve of a group of runs, over steps or over the time since each run's start.</summary>
internal static class RunCurves
{
    /// <summary>How many points of all runs of a group are read at most; a run of more points counts with the last of each stretch.</summary>
    private const int PointsOfGroup = 400_000;
    private const int LeastOfRun = 2000;
    private const int MostOfRun = 20_000;

    public static async Task<IReadOnlyList<GroupCurvePoint>> ReadAsync(IRunReader reader, IReadOnlyList<RunId> runs, MetricKey metric, bool isRelative, int points, CancellationToken cancellationToken)
    {
        var lines = new List<IReadOnlyList<(double, double)>>(runs.Count);
        var most = Math.Clamp(PointsOfGroup / Math.Max(1, runs.Count), LeastOfRun, MostOfRun);
        foreach (var run in runs)
        {
            var buckets = await reader.ReadBucketsAsync(run, metric, most, cancellationToken: cancellationToken);
            if (buckets.Count == 0)
            {
                continue;
            }

            lines.Add(isRelative
                ? Relative(buckets, (await reader.GetRunAsync(run, cancellationToken))?.StartTime ?? buckets[0].Start.Time)
                : [.. buckets.Where(b => b.End.Step is not null).Select(b => ((double)b.End.RawStep, b.End.Value)).DistinctBy(p => p.Item1)]);
        }

        return GroupCurve.Of(lines, points);
    }

    // In the order of time, which is not that of steps where a run was taken up again.
    private static (double, double)[] Relative(IReadOnlyList<MetricBucket> buckets, DateTimeOffset start) =>
        [.. buckets.Select(b => ((b.End.Time - start).TotalSeconds, b.End.Value)).OrderBy(p => p.Item1).DistinctBy(p => p.Item1)];
}
