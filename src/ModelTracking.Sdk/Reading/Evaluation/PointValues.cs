using System.Collections.Concurrent;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Single points of metrics, read ahead for those rows that a query comes down to. Thread-safe.</summary>
internal sealed class PointValues(IRunReader reader)
{
    private const int ReadAhead = 16;
    private readonly ConcurrentDictionary<(RunId, MetricKey, long), double?> _read = new();

    /// <summary>All values of a query that need points.</summary>
    public static IReadOnlyList<RunValue> In(IEnumerable<object> nodes) =>
        [.. nodes.SelectMany(QueryTree.Values).Where(v => v is MetricAtStep or MetricAtBest).Distinct()];

    /// <summary>Reads what the values need of some rows.</summary>
    public async Task ReadAsync(IReadOnlyList<RunValue> wanted, IReadOnlyList<IRunTable> tables, IEnumerable<RowRef> rows, CancellationToken cancellationToken)
    {
        foreach (var some in wanted.Count == 0 ? [] : rows.Chunk(ReadAhead))
        {
            await Task.WhenAll(some.Select(r => ReadAsync(wanted, tables[r.Table], r.Row, cancellationToken))).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(IReadOnlyList<RunValue> wanted, IRunTable table, int row, CancellationToken cancellationToken)
    {
        foreach (var value in wanted)
        {
            if (Place(table, row, value) is { } place && !_read.ContainsKey(place))
            {
                var (run, metric, step) = place;
                var points = await reader.ReadPointsAsync(run, metric, new StepRange(step, step), cancellationToken).ConfigureAwait(false);
                _read[place] = points.Count == 0 ? null : points[^1].Value;
            }
        }
    }

    public CellColumn Column(IRunTable table, RunValue value) =>
        new ComputedColumn(row => Place(table, row, value) is { } place ? Cell.Of(_read.GetValueOrDefault(place)) : default);

    private static (RunId, MetricKey, long)? Place(IRunTable table, int row, RunValue value) => value switch
    {
        MetricAtStep at => (table.Id(row), at.Metric, at.Step),
        MetricAtBest at when table.Bind(new MetricValue(at.Other, MetricAggregate.BestStep)).TryNumber(row, out var step) => (table.Id(row), at.Metric, (long)step),
        _ => null,
    };
}
