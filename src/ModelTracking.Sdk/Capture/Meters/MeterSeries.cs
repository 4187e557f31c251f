using ModelTracking.Records;

namespace ModelTracking.Capture.Meters;

/// <summary>What one instrument measured under one set of tags since the last time it was asked. Thread-safe.</summary>
internal sealed class MeterSeries(string key, MetricContext context, MeterKind kind)
{
    private readonly object _gate = new();
    private double _total;
    private double _last;
    private double _sum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private long _count;

    public void Add(double value)
    {
        lock (_gate)
        {
            _count++;
            _last = value;
            _total += value;
            _sum += value;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
    }

    /// <summary>Gives the points of what came since the last time, if anything did.</summary>
    public void Take(Action<string, double, MetricContext> log)
    {
        double total, last, sum, min, max;
        long count;
        lock (_gate)
        {
            (total, last, sum, min, max, count) = (_total, _last, _sum, _min, _max, _count);
            (_sum, _count, _min, _max) = (0, 0, double.PositiveInfinity, double.NegativeInfinity);
        }

        if (count == 0)
        {
            return;
        }

        switch (kind)
        {
            case MeterKind.Total: log(key, total, context); break;
            case MeterKind.Value: log(key, last, context); break;
            case MeterKind.Distribution:
                log(key + "/count", count, context);
                log(key + "/mean", sum / count, context);
                log(key + "/min", min, context);
                log(key + "/max", max, context);
                break;
        }
    }
}
