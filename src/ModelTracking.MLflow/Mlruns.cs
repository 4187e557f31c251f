using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.MLflow.FileStores;

namespace ModelTracking.MLflow;

/// <summary>
/// MLflow's file store, the folder <c>mlruns</c>: taken over into a store of ours, and written from one, so that MLflow 2.x
/// and 3.x read it. There and back nothing is lost; either way may be repeated, and writes only what is new.
/// </summary>
public static class Mlruns
{
    /// <summary>
    /// Takes over the experiments, runs, deleted runs, data sets, logged models and registered models of a file store. What a run of
    /// ours has no place for is kept in the folder <c>mlflow</c> of the store and comes back with <see cref="ExportAsync"/>.
    /// </summary>
    /// <param name="folder">The file store, usually <c>mlruns</c>.</param>
    /// <param name="store">The store's folder, which is made where there is none.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="cancellationToken">Stops between two runs; the import can be repeated.</param>
    /// <exception cref="TrackingException">There is no such file store, or the store cannot be opened.</exception>
    public static async Task<MlrunsReport> ImportAsync(string folder, string store, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        if (!Folder.WithMeta(folder).Any() && !Folder.WithMeta(Path.Combine(folder, MlrunsNames.Trash)).Any())
        {
            throw new TrackingException($"'{folder}' is not a file store of MLflow: no folder in it holds a {MetaFile.Name}. Give the folder that MLflow calls 'mlruns'.");
        }

        MlrunsImporter importer;
        MlrunsReport report;
        var backend = new FileBackend(store, timeProvider: timeProvider);
        await using (backend.ConfigureAwait(false))
        {
            importer = new MlrunsImporter(Path.GetFullPath(folder), backend);
            report = await importer.ImportAsync(cancellationToken).ConfigureAwait(false);
        }

        var files = Backends.FileStore.Open(store, timeProvider: timeProvider);
        foreach (var run in importer.Deleted)
        {
            files.Delete(run);
        }

        return report;
    }

    /// <summary>Writes all runs, deleted ones too, and registered models as a file store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="folder">Where to write; made where it is missing. Other runs that are there stay.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="cancellationToken">Stops between two runs; the export can be repeated.</param>
    /// <exception cref="TrackingException">There is no such store.</exception>
    public static async Task<MlrunsReport> ExportAsync(string store, string folder, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return await new MlrunsExporter(Backends.FileStore.Open(store, timeProvider: timeProvider), Path.GetFullPath(folder)).ExportAsync(cancellationToken).ConfigureAwait(false);
    }
}
