using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Puts runs in the order of a key. Runs that lack it come last either way.</summary>
internal sealed class RunOrder
{
    private const string MetricPrefix = "metrics.";
    private const string ParamPrefix = "params.";
    private static readonly string[] Keys = ["start", "name", "status", "duration", "experiment"];

    private readonly string _key;
    private readonly bool _descending;

    private RunOrder(string key, bool descending)
    {
        _key = key;
        _descending = descending;
    }

    /// <summary>The metric that decides the order, if one does.</summary>
    public string? Metric => _key.StartsWith(MetricPrefix, StringComparison.OrdinalIgnoreCase) ? _key[MetricPrefix.Length..] : null;

    private string? Param => _key.StartsWith(ParamPrefix, StringComparison.OrdinalIgnoreCase) ? _key[ParamPrefix.Length..] : null;

    /// <summary>Reads a key; a dash before it turns the order round. Without a key: newest first.</summary>
    /// <exception cref="ToolException">There is no such key.</exception>
    public static RunOrder Parse(string? text, bool descending)
    {
        if (text is null)
        {
            return new RunOrder("start", descending: true);
        }

        var order = new RunOrder(text.TrimStart('-'), descending || text.StartsWith('-'));
        return order.Metric is { Length: > 0 } || order.Param is { Length: > 0 } || Keys.Contains(order._key, StringComparer.OrdinalIgnoreCase)
            ? order
            : throw ToolException.BadUsage($"runs cannot be sorted by '{order._key}'.{Suggestion.DidYouMean(order._key, Keys)} Keys: {string.Join(", ", Keys)}, metrics.KEY, params.KEY.");
    }

    /// <summary>The runs in order; equal ones stay as they are.</summary>
    /// <exception cref="ToolException">No run has the metric or param.</exception>
    public IReadOnlyList<RunSummary> Sort(IReadOnlyList<RunSummary> runs)
    {
        Check(runs);
        var keyed = runs.Select(r => (Run: r, Key: KeyOf(r))).ToList();
        var with = keyed.Where(r => r.Key is not null);
        var ordered = _descending ? with.OrderByDescending(r => r.Key!.Value) : with.OrderBy(r => r.Key!.Value);
        return [.. ordered.Select(r => r.Run), .. keyed.Where(r => r.Key is null).Select(r => r.Run)];
    }

    /// <summary>The series of a run that a metric's name means: that very one, else its first context.</summary>
    public static MetricSummary? SeriesOf(RunSummary run, string metric) =>
        run.Metrics.FirstOrDefault(m => m.MetricKey.ToString() == metric) ?? run.Metrics.FirstOrDefault(m => m.Key == metric);

    private void Check(IReadOnlyList<RunSummary> runs)
    {
        if (runs.Count == 0)
        {
            return;
        }

        if (Metric is { } metric && !runs.Any(r => SeriesOf(r, metric) is not null))
        {
            throw ToolException.BadUsage($"no run has a metric '{metric}'.{Suggestion.DidYouMean(metric, runs.SelectMany(r => r.Metrics).Select(m => m.Key))} 'modeltracking show RUN' lists a run's metrics.");
        }

        if (Param is { } param && !runs.Any(r => r.Param(param) is not null))
        {
            throw ToolException.BadUsage($"no run has a param '{param}'.{Suggestion.DidYouMean(param, runs.SelectMany(r => r.Params).Select(p => p.Key))} 'modeltracking show RUN' lists a run's params.");
        }
    }

    // Numbers before texts, so that a param that is sometimes "auto" still sorts by its numbers.
    private (int Kind, double Number, string Text)? KeyOf(RunSummary run)
    {
        if (Metric is { } metric)
        {
            return SeriesOf(run, metric) is { } series && (series.Best ?? series.Last) is var value && !double.IsNaN(value) ? (0, value, "") : null;
        }

        if (Param is { } param)
        {
            return run.Param(param) is not { } set ? null : set.TryGetNumber(out var number) ? (0, number, "") : (1, 0, set.ToString());
        }

        return _key.ToLowerInvariant() switch
        {
            "name" => (1, 0, run.Name),
            "status" => (1, 0, run.Status.ToString()),
            "experiment" => (1, 0, run.Experiment),
            "duration" => (0, run.Duration.TotalSeconds, ""),
            _ => (0, run.StartTime.UtcTicks, ""),
        };
    }
}
