using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Capture.Watching;

/// <summary>Watches one series for values that are no numbers, and for a standstill. Not thread-safe.</summary>
internal sealed class SeriesWatch(MetricKey key, WatchdogOptions options)
{
    private bool _toldNan;
    private bool _toldInfinity;
    private bool _toldPlateau;
    private long _count;
    private long _bestAt;
    private double? _best;

    /// <summary>Looks at new points, and adds what it finds.</summary>
    public void See(ReadOnlySpan<MetricPoint> points, MetricGoal goal, List<TrackingRecord> findings)
    {
        foreach (ref readonly var point in points)
        {
            if (!double.IsFinite(point.Value))
            {
                SeeOddity(point, findings);
            }
            else if (goal != MetricGoal.None && options.Plateau)
            {
                SeeNumber(point, goal, findings);
            }
        }
    }

    private void SeeOddity(MetricPoint point, List<TrackingRecord> findings)
    {
        var isNan = double.IsNaN(point.Value);
        ref var told = ref isNan ? ref _toldNan : ref _toldInfinity;
        if (options.NotANumber && !told)
        {
            told = true;
            findings.Add(Finding(isNan ? "nan" : "infinity", point, EventSeverity.Warning,
                $"{key} became {(isNan ? "NaN" : "infinite")}{At(point)}. A learning rate that is too high, a division by zero or a logarithm of zero are the usual causes."));
        }
    }

    private void SeeNumber(MetricPoint point, MetricGoal goal, List<TrackingRecord> findings)
    {
        _count++;
        var sign = goal == MetricGoal.Minimize ? 1 : -1;
        if (_best is not { } best || sign * (best - point.Value) > options.PlateauTolerance * Math.Abs(best))
        {
            _best = point.Value;
            _bestAt = _count;
            _toldPlateau = false;
        }
        else if (!_toldPlateau && _count - _bestAt >= Math.Max(options.PlateauPoints, _count / 2))
        {
            _toldPlateau = true;
            findings.Add(Finding("plateau", point, EventSeverity.Information, string.Create(CultureInfo.InvariantCulture,
                $"{key} has not got better than {best:G6} for {_count - _bestAt} points{At(point)}.")));
        }
    }

    private static string At(MetricPoint point) => point.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $" at step {step}") : "";

    private static EventLogged Finding(string name, MetricPoint point, EventSeverity severity, string message) =>
        new($"watchdog.{name}", message) { Severity = severity, Step = point.Step, Time = point.Time };
}
