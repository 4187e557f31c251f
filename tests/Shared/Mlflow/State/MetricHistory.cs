namespace Mlflow.Stub.State;

/// <summary>The points of one metric of a run.</summary>
public sealed class MetricHistory(StoreKind store)
{
    private readonly List<MetricPoint> _points = [];
    private readonly HashSet<(long, long, long)> _seen = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<MetricPoint> Points => _points;

    /// <summary>How many points came that were there already, whether the store kept them or not.</summary>
    public int Duplicates { get; private set; }

    public MetricPoint Latest { get; private set; }

    public void Add(MetricPoint point)
    {
        if (store == StoreKind.Sql && double.IsInfinity(point.Value))
        {
            point = point with { Value = point.Value > 0 ? double.MaxValue : double.MinValue };
        }

        var isNew = _seen.Add((point.Timestamp, point.Step, BitConverter.DoubleToInt64Bits(point.Value)));

        // A database does not take the point again that is logged once more to link it to a model.
        Duplicates += isNew || (point.Model is not null && store == StoreKind.Sql) ? 0 : 1;
        if (!isNew && store == StoreKind.Sql)
        {
            return;
        }

        Latest = _points.Count == 0 || point.IsLaterThan(Latest) ? point : Latest;
        _points.Add(point);
    }

    /// <summary>As a history is answered: a database sorts, a file has the order of writing.</summary>
    public IEnumerable<MetricPoint> Answered() => store == StoreKind.File
        ? _points
        : _points.OrderBy(p => p.Timestamp).ThenBy(p => p.Step).ThenBy(p => p.Value);
}
