using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>
/// Runs of a server that tells the last value of each metric and no other: what a query asks of a metric's history is worked out
/// from its points, for those runs alone that the server has let through.
/// </summary>
internal static class RemoteRuns
{
    /// <summary>How many histories a query may read; each is a request of its own, at least.</summary>
    public const int MostHistories = 10_000;

    private const int ReadAhead = 8;

    /// <exception cref="NotSupportedException">It would be too many.</exception>
    public static async Task<IReadOnlyList<RunSummary>> ReadAsync(ISearchRuns remote, IRunReader reader, RunSearch search, CancellationToken cancellationToken)
    {
        var needsAll = QueryTree.Related(search.Filter).Any();
        var text = needsAll ? "" : MlflowFilter.Of(search.Filter).Text;
        var runs = new List<RunSummary>();
        await foreach (var run in (text.Length > 0 ? remote.SearchRunsAsync(text, cancellationToken) : reader.ListRunsAsync(cancellationToken: cancellationToken)).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        var wanted = Histories(search).ToHashSet();
        var histories = wanted.Count == 0 ? 0 : runs.Sum(r => r.Metrics.Count(m => wanted.Contains(m.MetricKey)));
        if (histories > MostHistories)
        {
            throw new NotSupportedException($"The server tells the last value of a metric only, so this query would have to read {histories} histories one by one ({string.Join(", ", wanted)}). "
                + "Narrow it with conditions that the server knows: last values, params, tags, start_time, status, datasets.");
        }

        foreach (var some in histories == 0 ? [] : Enumerable.Range(0, runs.Count).Chunk(ReadAhead))
        {
            await Task.WhenAll(some.Select(async i => runs[i] = await CompleteAsync(reader, runs[i], wanted, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        }

        return runs;
    }

    private static IEnumerable<MetricKey> Histories(RunSearch search) => Values(search.Filter)
        .Concat(search.OrderBy.SelectMany(o => QueryTree.Values(o.Value)))
        .Concat(search.Columns.SelectMany(c => QueryTree.Values(c.Value)))
        .Select(v => v switch
        {
            MetricValue { Aggregate: not (MetricAggregate.Last or MetricAggregate.LastStep) } metric => metric.Metric,
            MetricAtBest at => at.Other,
            _ => (MetricKey?)null,
        })
        .OfType<MetricKey>();

    private static IEnumerable<RunValue> Values(RunFilter? filter) => filter is null
        ? []
        : QueryTree.Values(filter).Concat(QueryTree.Related(filter).SelectMany(r => Values(r.Inner)));

    private static async Task<RunSummary> CompleteAsync(IRunReader reader, RunSummary run, HashSet<MetricKey> wanted, CancellationToken cancellationToken)
    {
        var metrics = new List<MetricSummary>(run.Metrics.Count);
        foreach (var metric in run.Metrics)
        {
            metrics.Add(wanted.Contains(metric.MetricKey) ? await CompleteAsync(reader, run.Id, metric, cancellationToken).ConfigureAwait(false) : metric);
        }

        return run with { Metrics = metrics };
    }

    private static async Task<MetricSummary> CompleteAsync(IRunReader reader, RunId run, MetricSummary metric, CancellationToken cancellationToken)
    {
        var points = await reader.ReadPointsAsync(run, metric.MetricKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (points.Count == 0)
        {
            return metric;
        }

        var whole = new MetricAccumulator();
        whole.Add(points.ToArray());
        return whole.ToSummary(metric.MetricKey) with { Goal = metric.Goal, Unit = metric.Unit, Last = metric.Last, LastStep = metric.LastStep, LastTime = metric.LastTime };
    }
}
