using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Finds the series of a run that a key, and perhaps a context, name.</summary>
internal static class SeriesFinder
{
    /// <summary>The series, in order of context.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">The metric's key, or key and context as <c>loss{train}</c>.</param>
    /// <param name="context">The context; null for all.</param>
    /// <exception cref="ToolException">There is none.</exception>
    public static IReadOnlyList<MetricSummary> Find(RunSummary run, string key, string? context)
    {
        if (run.Metrics.Count == 0)
        {
            throw ToolException.NotFound($"run '{run.Name}' has no metrics yet.");
        }

        var series = run.Metrics.Where(m => m.Key == key || m.MetricKey.ToString() == key).ToList();
        if (series.Count == 0)
        {
            throw ToolException.NotFound($"run '{run.Name}' has no metric '{key}'.{Suggestion.DidYouMean(key, run.Metrics.SelectMany(Names))} 'modeltracking metrics {run.Id.ToString()[..Views.Format.ShortIdLength]}' lists its metrics.");
        }

        if (context is null)
        {
            return series;
        }

        var wanted = MetricContext.FromString(context);
        return series.Where(m => m.Context == wanted).ToList() is { Count: > 0 } found
            ? found
            : throw ToolException.NotFound($"metric '{key}' has no context '{context}'.{Suggestion.DidYouMean(context, series.Select(m => m.Context.ToString()))} It has: {string.Join(", ", series.Select(m => m.Context.IsNone ? "none" : m.Context.ToString()))}.");
    }

    private static IEnumerable<string> Names(MetricSummary metric) => [metric.Key, metric.MetricKey.ToString()];
}
