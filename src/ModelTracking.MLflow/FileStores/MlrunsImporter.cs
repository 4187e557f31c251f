using System.Security.Cryptography;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>
/// Takes over the runs of a file store. A run that is there already gets only what is new in it, so an import may be
/// repeated, also while the run goes on.
/// </summary>
internal sealed class MlrunsImporter(string mlruns, FileBackend backend)
{
    private const int PointsAtOnce = 10_000;
    private readonly KeptFiles _kept = new(backend.Folder);
    private readonly List<RunId> _runs = [];
    private readonly List<RunId> _deleted = [];
    private readonly List<string> _problems = [];
    private readonly Backends.FileStore _store = Backends.FileStore.Open(backend.Folder);
    private int _upToDate;
    private long _points;
    private long _artifacts;

    /// <summary>Runs that are in the file store's trash: they go to ours once the backend has let go of them.</summary>
    public IReadOnlyList<RunId> Deleted => _deleted;

    public async Task<MlrunsReport> ImportAsync(CancellationToken cancellationToken)
    {
        var trash = Path.Combine(mlruns, MlrunsNames.Trash);
        foreach (var experiment in Folder.WithMeta(mlruns).Concat(Folder.WithMeta(trash)).Where(f => Path.GetFileName(f) != MlrunsNames.Models))
        {
            await ImportExperimentAsync(experiment, cancellationToken).ConfigureAwait(false);
        }

        var registry = Path.Combine(mlruns, MlrunsNames.Models);
        _kept.KeepAll(mlruns, registry);
        return new MlrunsReport { Runs = _runs, UpToDate = _upToDate, Points = _points, Artifacts = _artifacts, Models = Folder.WithMeta(registry).Count(), Problems = _problems };
    }

    private async Task ImportExperimentAsync(string folder, CancellationToken cancellationToken)
    {
        MetaFile meta;
        try
        {
            meta = MetaFile.Read(Path.Combine(folder, MetaFile.Name));
        }
        catch (InvalidDataException exception)
        {
            _problems.Add(exception.Message);
            return;
        }

        // The folder says it better than the file: a crash between the two leaves them apart.
        var inTrash = Path.GetFileName(Path.GetDirectoryName(folder)) == MlrunsNames.Trash;
        var models = new ImportedModels(folder, mlruns, _kept);
        _kept.Keep(mlruns, Path.Combine(folder, MetaFile.Name));
        foreach (var reserved in MlrunsNames.Reserved.Where(r => r != MlrunsNames.Models))
        {
            _kept.KeepAll(mlruns, Path.Combine(folder, reserved));
        }

        foreach (var run in Folder.WithMeta(folder).Where(f => !MlrunsNames.Reserved.Contains(Path.GetFileName(f))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await ImportRunAsync(new ImportedRun(run, MetaFile.Read(Path.Combine(run, MetaFile.Name)), meta.Text("name") ?? Path.GetFileName(folder)), run, folder, models, inTrash, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                _problems.Add($"{run}: {exception.Message}");
            }
        }

        models.KeepRest();
    }

    private async Task ImportRunAsync(ImportedRun run, string folder, string experiment, ImportedModels models, bool inTrash, CancellationToken cancellationToken)
    {
        _kept.Keep(mlruns, Path.Combine(folder, MetaFile.Name));
        _kept.KeepAll(mlruns, Path.Combine(folder, "inputs"));
        _kept.KeepAll(mlruns, Path.Combine(folder, "outputs"));
        _kept.KeepAll(mlruns, Path.Combine(folder, "metrics"), key => MetricLines.SaysMore(Path.Combine(folder, "metrics", key)));

        var known = await backend.Reader.GetRunAsync(run.Id, cancellationToken).ConfigureAwait(false);
        if (known is null && await _store.DeletedReader.GetRunAsync(run.Id, cancellationToken).ConfigureAwait(false) is not null)
        {
            _upToDate++;
            return;
        }

        var writer = new RecordWriter(backend, run.Id);
        await WriteFactsAsync(run, experiment, known, writer, cancellationToken).ConfigureAwait(false);
        await WritePointsAsync(run, known, writer, cancellationToken).ConfigureAwait(false);
        foreach (var (path, file) in Folder.Files(run.ArtifactFolder))
        {
            await WriteArtifactAsync(path, file, run.Start, known, writer, cancellationToken).ConfigureAwait(false);
        }

        foreach (var model in models.Of(run.Id, run.Start))
        {
            foreach (var (path, file) in model.Files)
            {
                await WriteArtifactAsync(path, file, run.Start, known, writer, cancellationToken).ConfigureAwait(false);
            }

            if (known?.Models.Any(m => m.Path == model.Logged.Path) != true)
            {
                await writer.AddAsync(model.Logged, cancellationToken).ConfigureAwait(false);
            }
        }

        if (run.Status is { } status && (writer.HasWritten || known?.Status != status))
        {
            await writer.AddAsync(new RunEnded(status) { Time = run.End ?? run.Start }, cancellationToken).ConfigureAwait(false);
        }

        if (!writer.HasWritten)
        {
            _upToDate++;
            return;
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _runs.Add(run.Id);
        if (run.IsDeleted || inTrash)
        {
            _deleted.Add(run.Id);
        }
    }

    private static async Task WriteFactsAsync(ImportedRun run, string experiment, RunSummary? known, RecordWriter writer, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            await writer.AddAsync(run.Started, cancellationToken).ConfigureAwait(false);
        }
        else if (known.Name != run.Name || (known.Description ?? "") != (run.Started.Description ?? ""))
        {
            await writer.AddAsync(new RunRenamed { Name = run.Name, Description = run.Started.Description, Time = run.End ?? run.Start }, cancellationToken).ConfigureAwait(false);
        }

        var facts = run.Tags.Where(t => known?.Tags.GetValueOrDefault(t.Key) != t.Value || known is null).Cast<TrackingRecord>()
            .Concat(run.Params.Where(p => known?.Param(p.Key) is null))
            .Concat(run.Datasets(experiment).Where(d => known?.Datasets.Any(k => k.Name == d.Name && k.Digest == d.Digest) != true));
        foreach (var fact in facts)
        {
            await writer.AddAsync(fact, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WritePointsAsync(ImportedRun run, RunSummary? known, RecordWriter writer, CancellationToken cancellationToken)
    {
        foreach (var (key, path) in run.MetricFiles)
        {
            // Such a file only ever grows: what we have of it is its beginning.
            var points = MetricLines.Read(path, _problems.Add).Skip((int)(known?.Metric(key)?.Count ?? 0)).ToArray();
            for (var at = 0; at < points.Length; at += PointsAtOnce)
            {
                var part = points.AsMemory(at, Math.Min(PointsAtOnce, points.Length - at));
                await writer.AddAsync(new MetricsLogged(key, part) { Time = run.Start }, cancellationToken).ConfigureAwait(false);
            }

            _points += points.Length;
        }
    }

    private async Task WriteArtifactAsync(string path, string file, DateTimeOffset time, RunSummary? known, RecordWriter writer, CancellationToken cancellationToken)
    {
        var length = new FileInfo(file).Length;
        string hash;
        await using (var stream = File.OpenRead(file))
        {
            hash = Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
        }

        if (known?.Artifacts.Any(a => a.Path == path && a.Hash == hash) == true)
        {
            return;
        }

        await writer.AddAsync(new ArtifactLogged(path, hash, length, MediaTypes.Guess(path)) { Time = time, Content = new ArtifactContent(hash, length, () => File.OpenRead(file)) }, cancellationToken).ConfigureAwait(false);
        _artifacts++;
    }
}
