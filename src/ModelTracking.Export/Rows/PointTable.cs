using System.Runtime.CompilerServices;
using ModelTracking.Reading;

namespace ModelTracking.Export.Rows;

/// <summary>The points of runs, one row each, series by series.</summary>
internal sealed class PointTable(RunQuery query, IReadOnlyList<string> metrics) : ITableSource
{
    public IReadOnlyList<Column> Columns { get; } =
        [Of("run_id", ""), Of("run_name", ""), Of("experiment", ""), Of("metric", ""), Of("context", ""), Of("step", 0L), Of("time", DateTimeOffset.UnixEpoch), Of("value", 0.0)];

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var run in query.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var metric in run.Metrics.Where(m => metrics.Count == 0 || metrics.Contains(m.Key)))
            {
                var context = metric.Context.IsNone ? null : metric.Context.ToString();
                foreach (var point in await query.ReadPointsAsync(run.Id, metric.MetricKey, cancellationToken).ConfigureAwait(false))
                {
                    yield return [run.Id.ToString(), run.Name, run.Experiment, metric.Key, context, point.Step, point.Time, point.Value];
                }
            }
        }
    }

    private static Column Of(string name, object example)
    {
        var column = new Column(name);
        column.See(example);
        return column;
    }
}
