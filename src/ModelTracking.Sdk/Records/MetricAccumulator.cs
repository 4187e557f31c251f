namespace ModelTracking.Records;

/// <summary>Folds the points of one series, in the order they were logged, into its summary. Not thread-safe.</summary>
internal sealed class MetricAccumulator
{
    private long _count;
    private long _nanCount;
    private double _sum;
    private MetricPoint _first;
    private MetricPoint _last;
    private MetricPoint _min;
    private MetricPoint _max;

    public void Add(ReadOnlySpan<MetricPoint> points)
    {
        foreach (ref readonly var point in points)
        {
            Add(in point);
        }
    }

    public void Add(in MetricPoint point)
    {
        if (_count++ == 0)
        {
            _first = point;
            _last = point;
        }
        else if (point.RawStep >= _last.RawStep)
        {
            // "No step" is the smallest number there is, so a point with a step always outranks one without.
            _last = point;
        }

        if (double.IsNaN(point.Value))
        {
            _nanCount++;
            return;
        }

        _sum += point.Value;
        var isFirstNumber = _count - _nanCount == 1;
        if (isFirstNumber || point.Value < _min.Value)
        {
            _min = point;
        }

        if (isFirstNumber || point.Value > _max.Value)
        {
            _max = point;
        }
    }

    public MetricSummary ToSummary(MetricKey key, MetricGoal goal = MetricGoal.None, string? unit = null)
    {
        var hasNumbers = _count > _nanCount;
        return new MetricSummary
        {
            Key = key.Name,
            Context = key.Context,
            Count = _count,
            NanCount = _nanCount,
            First = _first.Value,
            Last = _last.Value,
            LastStep = _last.Step,
            LastTime = _last.Time,
            Min = hasNumbers ? _min.Value : double.NaN,
            MinStep = hasNumbers ? _min.Step : null,
            Max = hasNumbers ? _max.Value : double.NaN,
            MaxStep = hasNumbers ? _max.Step : null,
            Mean = hasNumbers ? _sum / (_count - _nanCount) : double.NaN,
            Goal = goal,
            Unit = unit,
        };
    }
}
