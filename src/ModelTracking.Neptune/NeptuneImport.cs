using ModelTracking.Backends;
using ModelTracking.Neptune.Exported;
using ModelTracking.Neptune.Offline;
using ModelTracking.Neptune.Spool;

namespace ModelTracking.Neptune;

/// <summary>Takes over what people still hold of Neptune.</summary>
public static class NeptuneImport
{
    /// <summary>
    /// Imports everything of Neptune's that a folder holds, at whatever depth: output of neptune-exporter, offline folders of the 1.x
    /// client, spools of the 3.x client. The same folder twice is imported once.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="importer">Writes the runs.</param>
    /// <param name="options">Experiment, and which numbers are metrics. Default: see <see cref="NeptuneImportOptions"/>.</param>
    /// <param name="cancellationToken">Stops between runs; what was written stays.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds nothing of Neptune's.</exception>
    public static async Task<NeptuneImportReport> ReadAsync(string folder, RunImporter importer, NeptuneImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(importer);
        options ??= new NeptuneImportOptions();
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        var problems = new List<string>();
        var runs = new List<ImportOutcome>();
        var found = false;
        await foreach (var run in ReadAllAsync(folder, problems, cancellationToken).ConfigureAwait(false))
        {
            found = true;
            problems.AddRange(run.Problems.Select(p => $"{run.Name}: {p}"));
            runs.Add(await importer.WriteAsync(NeptuneMapping.ToRun(run, options), cancellationToken).ConfigureAwait(false));
        }

        return found || problems.Count > 0
            ? new NeptuneImportReport(runs, problems)
            : throw new InvalidDataException($"'{folder}' holds nothing of Neptune's: no *_part_0.parquet, no data-*.log, no *.sqlite3. Give the exporter's output folder, or the folder in which .neptune is.");
    }

    private static async IAsyncEnumerable<NeptuneRun> ReadAllAsync(string folder, List<string> problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        await foreach (var run in ExportedRuns.ReadAsync(Directory.GetFiles(folder, "*.parquet", all), problems, cancellationToken).ConfigureAwait(false))
        {
            yield return run;
        }

        foreach (var container in Directory.GetFiles(folder, "data-*.log", all).Select(f => Path.GetDirectoryName(f)!).Distinct().Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return OfflineFolder.Read(container);
        }

        foreach (var file in Directory.GetFiles(folder, "*.sqlite3", all).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SpoolFile.TryRead(file, problems) is { } run)
            {
                yield return run;
            }
        }
    }
}
