using ModelTracking.Records;

namespace ModelTracking.Capture.Watching;

/// <summary>
/// Looks at every record on its way to the backends, on the delivery thread: training pays nothing for it, and what it
/// finds in the last points still stands before the run's end. <see cref="See"/> is not thread-safe.
/// </summary>
internal sealed class MetricWatch
{
    private static readonly IReadOnlyList<TrackingRecord> Nothing = [];

    private readonly Dictionary<MetricKey, SeriesWatch> _series = [];
    private readonly Dictionary<string, MetricGoal> _goals = new(StringComparer.Ordinal);
    private readonly List<TrackingRecord> _findings = [];
    private readonly WatchdogOptions _options;
    private readonly Action<EventLogged> _found;
    private readonly Action _pointsCame;
    private readonly bool _looksAtValues;

    /// <param name="options">What to watch.</param>
    /// <param name="found">Told each finding.</param>
    /// <param name="pointsCame">Told that the program logged points.</param>
    public MetricWatch(WatchdogOptions options, Action<EventLogged> found, Action pointsCame)
    {
        _options = options;
        _found = found;
        _pointsCame = pointsCame;
        _looksAtValues = options.NotANumber || options.Plateau;
    }

    /// <summary>Looks at a record.</summary>
    /// <returns>Findings to be logged after it.</returns>
    public IReadOnlyList<TrackingRecord> See(TrackingRecord record)
    {
        if (record is MetricDeclared declared)
        {
            _goals[declared.Key] = declared.Goal;
        }

        if (record is not MetricsLogged metrics || metrics.Key.IsSystem)
        {
            return Nothing;
        }

        _pointsCame();
        if (!_looksAtValues)
        {
            return Nothing;
        }

        if (!_series.TryGetValue(metrics.Key, out var watch))
        {
            _series[metrics.Key] = watch = new SeriesWatch(metrics.Key, _options);
        }

        _findings.Clear();
        watch.See(metrics.Points.Span, _goals.GetValueOrDefault(metrics.Key.Name), _findings);
        foreach (var finding in _findings)
        {
            _found((EventLogged)finding);
        }

        return _findings;
    }
}
