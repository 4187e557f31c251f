using ModelTracking.Backends;
using ModelTracking.Export.Reading;

namespace ModelTracking.Export;

/// <summary>
/// Takes over runs from tables: those that <see cref="RunExport"/> wrote, and others. The same file twice is imported once.
/// </summary>
/// <remarks>
/// A table with the columns <c>metric</c> and <c>value</c> holds points, one a row. A table with a column <c>step</c> holds a row for each step,
/// and a column for each metric. Any other holds a run a row. Columns are named as in the query language: <c>run_id</c>, <c>run_name</c>,
/// <c>experiment</c>, <c>status</c>, <c>start_time</c>, <c>end_time</c>, <c>params.lr</c>, <c>metrics.loss[train]</c>, <c>tags.team</c>; a name that is none of
/// these is a param (see <see cref="ImportOptions.Metrics"/>).
/// </remarks>
public static class RunImport
{
    /// <summary>Imports a file; its name says the format: <c>.csv</c>, <c>.tsv</c> or <c>.parquet</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="importer">Writes the runs.</param>
    /// <param name="options">Experiment, and which columns are metrics. Default: see <see cref="ImportOptions"/>.</param>
    /// <param name="cancellationToken">Stops the import; what was written stays.</param>
    /// <exception cref="InvalidDataException">The file is no such table; the message says what to do.</exception>
    public static async Task<ImportReport> ReadAsync(string file, RunImporter importer, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(importer);
        var table = new TableRuns(Path.GetFileNameWithoutExtension(file), File.GetLastWriteTimeUtc(file), options ?? new ImportOptions(), importer);
        var bytes = (Stream)File.OpenRead(file);
        await using (bytes.ConfigureAwait(false))
        {
            var rows = Path.GetExtension(file).ToLowerInvariant() switch
            {
                ".csv" => CsvTable.ReadAsync(bytes, ",", cancellationToken),
                ".tsv" => CsvTable.ReadAsync(bytes, "\t", cancellationToken),
                ".parquet" => ParquetTable.ReadAsync(bytes, cancellationToken),
                var other => throw new InvalidDataException($"'{file}' ends in '{other}'. Give a file that ends in .csv, .tsv or .parquet."),
            };
            await foreach (var row in rows.ConfigureAwait(false))
            {
                await table.AddAsync(row, cancellationToken).ConfigureAwait(false);
            }
        }

        return await table.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
