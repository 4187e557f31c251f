using System.Security.Cryptography;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>Writes a store as a file store. What came from one is written with all that was kept of it.</summary>
internal sealed class MlrunsExporter(Backends.FileStore store, string folder)
{
    private readonly KeptFiles _kept = new(store.Folder);
    private readonly List<RunId> _runs = [];
    private readonly List<string> _problems = [];
    private long _points;
    private long _artifacts;

    public async Task<MlrunsReport> ExportAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var experiments = new ExportedExperiments(folder, _kept);
        foreach (var (reader, isDeleted) in new[] { (store.Reader, false), (store.DeletedReader, true) })
        {
            await foreach (var run in reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    await WriteRunAsync(reader, run, isDeleted, experiments.Of(run.Experiment, run.StartTime), experiments, cancellationToken).ConfigureAwait(false);
                    _runs.Add(run.Id);
                }
                catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
                {
                    _problems.Add($"run {run.Id}: {exception.Message}");
                }
            }
        }

        var models = ExportedRegistry.Write(store, folder, _kept, experiments);
        return new MlrunsReport { Runs = _runs, Points = _points, Artifacts = _artifacts, Models = models, Problems = _problems };
    }

    private async Task WriteRunAsync(IRunReader reader, RunSummary run, bool isDeleted, string experiment, ExportedExperiments experiments, CancellationToken cancellationToken)
    {
        var id = run.Id.ToString();
        var kept = _kept.Run(id);
        var target = Path.Combine(experiment, id);
        experiments.Write(RunMeta.Of(run, isDeleted, experiment, kept), Path.Combine(target, MetaFile.Name));
        var tags = RunMeta.Tags(run);
        void Tell(string problem) => _problems.Add($"run {run.Id}: {problem}");
        var parameters = run.Params.Select(p => KeyValuePair.Create(Replication.Names.Of(p.Key, 250), p.Value.ToString())).ToArray();
        var paramKeys = new FileKeys(parameters.Select(p => p.Key), Tell);
        Folder.Write(Path.Combine(target, "params"), parameters.Select(p => KeyValuePair.Create(paramKeys[p.Key], p.Value)));
        foreach (var part in new[] { "metrics", "inputs", "outputs" })
        {
            foreach (var (key, path) in kept is null || part == "metrics" ? [] : Folder.Files(Path.Combine(kept, part)))
            {
                Folder.Copy(path, Path.Combine(target, part, key));
            }
        }

        Directory.CreateDirectory(Path.Combine(target, "metrics"));
        // A metric without a point would be a damaged one to MLflow.
        var metrics = run.Metrics.Where(m => m.Count > 0).ToArray();
        var metricKeys = new FileKeys(metrics.Select(m => Replication.Names.Of(m.MetricKey, 250)), Tell);
        foreach (var metric in metrics)
        {
            await WriteMetricAsync(reader, run, metric, metricKeys[Replication.Names.Of(metric.MetricKey, 250)], target, kept, cancellationToken).ConfigureAwait(false);
        }

        new ExportedDatasets(experiment, target).Write(run.Datasets);
        await WriteArtifactsAsync(reader, run, experiment, target, tags, cancellationToken).ConfigureAwait(false);
        var tagKeys = new FileKeys(tags.Keys, Tell);
        Folder.Write(Path.Combine(target, "tags"), tags.Select(t => KeyValuePair.Create(tagKeys[t.Key], t.Value)));
    }

    private async Task WriteMetricAsync(IRunReader reader, RunSummary run, MetricSummary metric, string key, string target, string? kept, CancellationToken cancellationToken)
    {
        var path = Path.Combine(target, "metrics", key);
        var more = kept is null ? null : Path.Combine(kept, "metrics", key);
        _points += metric.Count;
        if (File.Exists(more) && MetricLines.Read(more, static _ => { }).Count == metric.Count)
        {
            Folder.Copy(more, path);
            return;
        }

        Folder.Write(path, MetricLines.Write(await reader.ReadPointsAsync(run.Id, metric.MetricKey, cancellationToken: cancellationToken).ConfigureAwait(false)));
    }

    private async Task WriteArtifactsAsync(IRunReader reader, RunSummary run, string experiment, string target, SortedDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var models = run.Models.Where(m => m.Metadata.ContainsKey(MlrunsNames.ModelId)).ToArray();
        foreach (var artifact in run.Artifacts)
        {
            // Files of a model that MLflow keeps as an entity of its own go back to it.
            var model = Array.Find(models, m => artifact.Path.StartsWith($"{m.Path}/", StringComparison.Ordinal));
            var path = model is null
                ? Path.Combine(target, "artifacts", artifact.Path)
                : Path.Combine(experiment, MlrunsNames.Models, model.Metadata[MlrunsNames.ModelId], "artifacts", artifact.Path[(model.Path.Length + 1)..]);
            await WriteArtifactAsync(reader, run.Id, artifact, path, cancellationToken).ConfigureAwait(false);
        }

        Directory.CreateDirectory(Path.Combine(target, "artifacts"));
        var own = run.Models.Except(models).Select(m => (Logged: m, File: new Replication.MlModelFile(m, run.Id.ToString(), null, FilesOf(m)))).ToArray();
        foreach (var (logged, file) in own.Where(m => run.Artifacts.All(a => a.Path != $"{m.Logged.Path}/MLmodel")))
        {
            Folder.Write(Path.Combine(target, "artifacts", logged.Path, "MLmodel"), file.ToYaml());
        }

        (string, long)[] FilesOf(ModelLogged model) =>
            [.. run.Artifacts.Where(a => a.Path.StartsWith($"{model.Path}/", StringComparison.Ordinal)).Select(a => (a.Path[(model.Path.Length + 1)..], a.Length))];

        if (own.Length > 0 && !tags.ContainsKey("mlflow.log-model.history"))
        {
            tags["mlflow.log-model.history"] = $"[{string.Join(", ", own.Select(m => m.File.ToJson()))}]";
        }
    }

    private async Task WriteArtifactAsync(IRunReader reader, RunId run, ArtifactEntry artifact, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && new FileInfo(path).Length == artifact.Length && HashOf(path) == artifact.Hash)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = await reader.OpenArtifactAsync(run, artifact.Path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var file = File.Create(path);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }

        _artifacts++;
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant();
    }
}
