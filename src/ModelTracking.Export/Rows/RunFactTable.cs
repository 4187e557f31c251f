using System.Runtime.CompilerServices;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Export.Rows;

/// <summary>
/// Everything about runs but their points, one row each. Which columns there are is only known when all runs were read; so they are read
/// twice, and none is kept.
/// </summary>
internal sealed class RunFactTable(RunQuery query) : ITableSource
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private List<Column> _columns = [];

    public IReadOnlyList<Column> Columns => _columns;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, (int Group, Column Column)>(StringComparer.Ordinal);
        await foreach (var run in query.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var (group, name, value) in Facts(run))
            {
                if (!seen.TryGetValue(name, out var known))
                {
                    seen[name] = known = (group, new Column(name));
                }

                known.Column.See(value);
            }
        }

        // Params, metrics and tags each by name, whichever run named them first.
        _columns = [.. seen.Values.OrderBy(c => c.Group).ThenBy(c => c.Group == 0 ? "" : c.Column.Name, StringComparer.Ordinal).Select(c => c.Column)];
        for (var i = 0; i < _columns.Count; i++)
        {
            _index[_columns[i].Name] = i;
        }
    }

    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var run in query.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var row = new object?[_columns.Count];
            foreach (var (_, name, value) in Facts(run))
            {
                // A run that came in the meantime may have columns of its own; they wait for the next export.
                if (_index.TryGetValue(name, out var column))
                {
                    row[column] = value;
                }
            }

            yield return row;
        }
    }

    private static IEnumerable<(int Group, string Name, object? Value)> Facts(RunSummary run)
    {
        yield return (0, "run_id", run.Id.ToString());
        yield return (0, "run_name", run.Name);
        yield return (0, "experiment", run.Experiment);
        yield return (0, "status", run.Status.ToString().ToUpperInvariant());
        yield return (0, "start_time", run.StartTime);
        yield return (0, "end_time", run.EndTime);
        yield return (0, "duration", run.Duration);
        yield return (0, "parent_id", run.ParentId?.ToString());
        yield return (0, "description", run.Description);
        yield return (0, "error", run.Error);
        foreach (var param in run.Params)
        {
            yield return (1, Field.Param(param.Key).ToString(), param.Value.ToObject());
        }

        foreach (var metric in run.Metrics)
        {
            var value = new MetricValue(metric.MetricKey);
            yield return (2, value.ToString(), metric.Last);
            if (metric.Best is { } best)
            {
                yield return (2, value.Best.ToString(), best);
            }
        }

        foreach (var (key, value) in run.Tags)
        {
            yield return (3, Field.Tag(key).ToString(), value);
        }

        if (run.Code is [.., var code])
        {
            yield return (4, "git.commit", code.Commit);
            yield return (4, "git.branch", code.Branch);
            yield return (4, "git.dirty", code.Commit is null ? null : code.IsDirty);
        }
    }
}
