using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Enumeration;
using ModelTracking.Records;

namespace ModelTracking.Capture.Meters;

/// <summary>
/// Listens to the spans of <see cref="ActivitySource"/>s by name, as OpenTelemetry does, and gathers how long they took.
/// Points are made when <see cref="Collect"/> is called. Thread-safe.
/// </summary>
internal sealed class ActivityTimes : IDisposable
{
    private readonly ActivityListener _listener = new();
    private readonly ConcurrentDictionary<(string Source, string Name, bool Failed), MeterSeries> _series = new();
    private readonly int _maxSeries;
    private readonly Action<string> _tell;
    private int _told;

    /// <param name="names">Names of sources, with <c>*</c> for any text.</param>
    /// <param name="maxSeries">Series that are kept.</param>
    /// <param name="tell">Told once when there are more.</param>
    public ActivityTimes(IReadOnlyList<string> names, int maxSeries, Action<string> tell)
    {
        _maxSeries = maxSeries;
        _tell = tell;
        _listener.ShouldListenTo = source => names.Any(n => FileSystemName.MatchesSimpleExpression(n, source.Name, ignoreCase: true));

        // A name and a duration are all that is asked for: the program is not made to gather tags for it.
        _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData;
        _listener.SampleUsingParentId = (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.PropagationData;
        _listener.ActivityStopped = activity => Series(activity)?.Add(activity.Duration.TotalSeconds);
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Gives points for all spans that ended since the last time, in seconds.</summary>
    public void Collect(Action<string, double, MetricContext> log)
    {
        foreach (var series in _series.Values)
        {
            series.Take(log);
        }
    }

    public void Dispose() => _listener.Dispose();

    private MeterSeries? Series(Activity activity)
    {
        var key = (activity.Source.Name, activity.OperationName, activity.Status == ActivityStatusCode.Error);
        if (_series.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_series.Count >= _maxSeries)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
            {
                _tell($"Activities have more than {_maxSeries} names; further ones are left out.");
            }

            return null;
        }

        return _series.GetOrAdd(key, k => new MeterSeries($"{k.Source}/{k.Name}", k.Failed ? "status=error" : default, MeterKind.Distribution));
    }
}
