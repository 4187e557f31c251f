using ModelTracking.Dashboard.Api;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Dashboard.Live;

/// <summary>Answers of queries for as long as the store stays as it is, so that scrolling asks the store once. Thread-safe.</summary>
internal sealed class TableCache(StoreWatch watch, TimeProvider time)
{
    private const int Kept = 8;

    // Edits of runs that ended are no signs of life, and change no revision.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, string Revision, DateTimeOffset Until, Task<RunTable> Table)> _known = new();

    public async Task<(RunTable Table, string Revision)> ReadAsync(StoreView view, string scope, string condition, string columns, string order, CancellationToken cancellationToken)
    {
        var revision = await watch.RevisionAsync(cancellationToken);
        var query = Query(new RunQuery(view.Runs, time), scope, condition, columns, order);
        var key = $"{view.Scope}\n{scope}\n{condition}\n{columns}\n{order}";

        // A condition that names the moment has another answer at each moment.
        if (condition.Contains("now", StringComparison.OrdinalIgnoreCase))
        {
            return (await query.ToTableAsync(cancellationToken: cancellationToken), $"{revision}-{Environment.TickCount64}");
        }

        Task<RunTable> table;
        lock (_gate)
        {
            var known = _known.FirstOrDefault(k => k.Key == key && k.Revision == revision && k.Until > time.GetUtcNow() && !k.Table.IsFaulted);
            if (known.Table is null)
            {
                // Others may wait for it too: not tied to this request's end.
                known = (key, revision, time.GetUtcNow() + Lifetime, query.ToTableAsync(cancellationToken: CancellationToken.None));
                _known.AddFirst(known);
                while (_known.Count > Kept)
                {
                    _known.RemoveLast();
                }
            }

            table = known.Table;
        }

        return (await table.WaitAsync(cancellationToken), revision);
    }

    /// <summary>The query for a table; columns of the condition itself (SELECT ... WHERE) come after those of the table.</summary>
    public static RunQuery Query(RunQuery all, string scope, string condition, string columns, string order)
    {
        var scoped = scope.Length == 0 ? all : all.Where(scope);
        var query = condition.Length == 0 ? scoped : scoped.Where(condition);
        var shown = RunColumn.ParseList(columns).Concat(query.Search.Columns).DistinctBy(c => c.Name).ToArray();
        if (shown.Length > Limits.Columns)
        {
            throw ApiException.Bad($"At most {Limits.Columns} columns are shown at once.");
        }

        query = query.Select(string.Join(", ", shown.Select(c => c.ToString())));
        if (order.Length == 0)
        {
            return query;
        }

        var ordered = query.OrderBy(order);
        return ordered.Search.OrderBy.Count <= Limits.SortKeys ? ordered
            : throw ApiException.Bad($"Runs are sorted by at most {Limits.SortKeys} values, and {ordered.Search.OrderBy.Count} were given. Take out those that decide least.");
    }
}
