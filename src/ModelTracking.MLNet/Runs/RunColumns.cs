using ModelTracking.Reading;
using ModelTracking.Reading.Filters;

namespace ModelTracking.MLNet.Runs;

/// <summary>Finds out which columns runs have.</summary>
internal static class RunColumns
{
    /// <summary>All params, metrics and tags of a query's runs, after the facts that every run has.</summary>
    public static async Task<string> AllAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var (pars, metrics, tags) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var run in query.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            pars.UnionWith(run.Params.Select(p => Field.Param(p.Key).ToString()));
            metrics.UnionWith(run.Metrics.Select(m => new MetricValue(m.MetricKey).ToString()));
            tags.UnionWith(run.Tags.Keys.Select(t => Field.Tag(t).ToString()));
        }

        return string.Join(", ", ["run_name", "experiment", "status", "start_time", "duration", .. pars, .. metrics, .. tags]);
    }
}
