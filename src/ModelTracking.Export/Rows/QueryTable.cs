using System.Runtime.CompilerServices;
using ModelTracking.Reading;

namespace ModelTracking.Export.Rows;

/// <summary>The columns of a query.</summary>
internal sealed class QueryTable(RunQuery query, string? columns) : ITableSource
{
    private RunTable? _table;

    public IReadOnlyList<Column> Columns { get; private set; } = [];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _table = await query.ToTableAsync(columns, cancellationToken).ConfigureAwait(false);
        Columns = [.. _table.Columns.Select(c => new Column(c.Name))];
        foreach (var row in _table.Rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                Columns[i].See(row[i]);
            }
        }
    }

    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in _table!.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return [.. row];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
