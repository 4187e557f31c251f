using ModelTracking.Export.Rows;
using ModelTracking.Export.Writing;
using ModelTracking.Reading;

namespace ModelTracking.Export;

/// <summary>Writes runs as tables for other programs: spreadsheets, pandas, DuckDB, Power BI.</summary>
public static class RunExport
{
    /// <summary>Writes the runs of a query, one row each, or their points. Memory holds no more than some thousand rows.</summary>
    /// <param name="query">Which runs, in which order.</param>
    /// <param name="format">The format.</param>
    /// <param name="target">Where to; stays open. Parquet needs a stream that can seek.</param>
    /// <param name="options">Columns, or points. Default: everything about the runs but their points.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="ModelTracking.Reading.Filters.FilterException">The columns are no list of values.</exception>
    public static async Task<long> WriteAsync(RunQuery query, TableFormat format, Stream target, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new ExportOptions();
        ITableSource table = options.Points ? new PointTable(query, options.Metrics)
            : options.Columns is { } columns ? new QueryTable(query, columns)
            : query.Search.Columns.Count > 0 ? new QueryTable(query, null)
            : new RunFactTable(query);
        await table.PrepareAsync(cancellationToken).ConfigureAwait(false);
        IRowWriter writer = format switch
        {
            TableFormat.Csv => new CsvRows(target, table.Columns),
            TableFormat.Parquet => await ParquetRows.CreateAsync(target, table.Columns, cancellationToken).ConfigureAwait(false),
            _ => new JsonRows(target, table.Columns),
        };
        var count = 0L;
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var row in table.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(row, cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return count;
    }
}
