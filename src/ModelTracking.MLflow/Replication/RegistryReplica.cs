using System.Globalization;
using ModelTracking.MLflow.Connection;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Versioning;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// One registered model on a tracking server, brought to what it is in the store. Versions are found again by the tag
/// <see cref="VersionTag"/>, so that none is registered twice; tags and aliases that others set there stay.
/// </summary>
internal sealed class RegistryReplica(MlflowClient client, RegisteredModel model)
{
    /// <summary>The tag that holds a version's number in the store.</summary>
    public const string VersionTag = "modeltracking.version";

    private const string CommitTag = "modeltracking.commit";

    /// <summary>The experiment that keeps files of versions without a run there.</summary>
    public const string FilesExperiment = "modeltracking-models";

    private readonly MlflowModels _models = client.Models;

    public async Task BringAsync(Func<RunId, CancellationToken, Task<(string Id, RunSummary Run)?>> replicaOf, CancellationToken cancellationToken)
    {
        await BringModelAsync(cancellationToken).ConfigureAwait(false);
        var there = await VersionsThereAsync(cancellationToken).ConfigureAwait(false);
        foreach (var version in model.Versions)
        {
            if (!there.TryGetValue(version.Number, out var remote))
            {
                var (source, run) = await SourceAsync(version, replicaOf, cancellationToken).ConfigureAwait(false);
                var tags = new Dictionary<string, string>(RegistryTags.Of(model, version)) { [VersionTag] = Text(version.Number), [CommitTag] = version.CommitId };
                remote = there[version.Number] = await _models.CreateVersionAsync(model.Name, source, run, tags, version.Description, cancellationToken).ConfigureAwait(false);
            }

            await BringVersionAsync(version, remote, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (number, remote) in there.Where(t => model.Versions.All(v => v.Number != t.Key)))
        {
            await _models.DeleteVersionAsync(model.Name, MlflowModels.Number(remote), cancellationToken).ConfigureAwait(false);
        }

        await BringAliasesAsync(there, cancellationToken).ConfigureAwait(false);
    }

    private async Task BringModelAsync(CancellationToken cancellationToken)
    {
        var remote = await _models.FindAsync(model.Name, cancellationToken).ConfigureAwait(false);
        if (remote is null)
        {
            try
            {
                remote = await _models.CreateAsync(model.Name, RegistryTags.Of(model), model.Description, cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowException exception) when (exception.AlreadyExists)
            {
                remote = new MlflowRegisteredModel { Name = model.Name };
            }
        }

        if (model.Description is { } text && text != (remote.Description ?? ""))
        {
            await _models.DescribeAsync(model.Name, text, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (key, value) in RegistryTags.Of(model).Where(t => remote.Tags.FirstOrDefault(r => r.Key == t.Key)?.Value != t.Value))
        {
            await _models.SetTagAsync(model.Name, key, value, cancellationToken).ConfigureAwait(false);
        }

        foreach (var removed in model.History().Where(e => e is { Kind: ModelEventKind.TagSet, Version: null, Tag: not null }).Select(e => e.Tag!).Distinct().Where(t => !model.Tags.ContainsKey(t)))
        {
            await _models.DeleteTagAsync(model.Name, removed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Dictionary<int, MlflowModelVersion>> VersionsThereAsync(CancellationToken cancellationToken)
    {
        // A model of the same name in another store has versions of its own there, with the same numbers.
        var ours = model.History().Where(e => e is { Kind: ModelEventKind.VersionRegistered, Version: not null }).GroupBy(e => e.Version!.Value).ToDictionary(g => g.Key, g => g.Last().Object);
        var there = new Dictionary<int, MlflowModelVersion>();
        await foreach (var version in _models.SearchVersionsAsync($"name = {Query.Quoted(model.Name)}", cancellationToken).ConfigureAwait(false))
        {
            if (version.Tags.FirstOrDefault(t => t.Key == VersionTag)?.Value is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && ours.TryGetValue(number, out var commit) && (version.Tags.FirstOrDefault(t => t.Key == CommitTag)?.Value ?? commit) == commit)
            {
                there.TryAdd(number, version);
            }
        }

        return there;
    }

    private async Task BringVersionAsync(ModelVersion version, MlflowModelVersion remote, CancellationToken cancellationToken)
    {
        var number = MlflowModels.Number(remote);
        if (version.Description is { } text && text != (remote.Description ?? ""))
        {
            await _models.DescribeVersionAsync(model.Name, number, text, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (key, value) in RegistryTags.Of(model, version).Where(t => remote.Tags.FirstOrDefault(r => r.Key == t.Key)?.Value != t.Value))
        {
            await _models.SetVersionTagAsync(model.Name, number, key, value, cancellationToken).ConfigureAwait(false);
        }

        foreach (var removed in remote.Tags.Where(t => t.Key is not (VersionTag or CommitTag) && !version.Tags.ContainsKey(t.Key)
            && model.History().Any(e => e.Kind == ModelEventKind.TagSet && e.Version == version.Number && e.Tag == t.Key)))
        {
            await _models.DeleteVersionTagAsync(model.Name, number, removed.Key, cancellationToken).ConfigureAwait(false);
        }

        // MLflow has four stages; other names live in the store alone.
        var stage = version.Stage is ModelStages.Staging or ModelStages.Production or ModelStages.Archived ? version.Stage : ModelStages.None;
        if (stage != (remote.CurrentStage ?? ModelStages.None))
        {
            await _models.SetStageAsync(model.Name, number, stage, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BringAliasesAsync(Dictionary<int, MlflowModelVersion> there, CancellationToken cancellationToken)
    {
        if (!client.Connection.Profile.HasAliases)
        {
            return;
        }

        foreach (var (alias, number) in model.Aliases.Where(a => there.ContainsKey(a.Value)))
        {
            await _models.SetAliasAsync(model.Name, alias, MlflowModels.Number(there[number]), cancellationToken).ConfigureAwait(false);
        }

        foreach (var removed in model.History().Where(e => e.Kind == ModelEventKind.AliasRemoved).Select(e => e.Alias!).Distinct().Where(a => !model.Aliases.ContainsKey(a)))
        {
            await _models.DeleteAliasAsync(model.Name, removed, cancellationToken).ConfigureAwait(false);
        }
    }

    // A version's files are a run's artifacts where the run was sent; else they are stored beside the runs.
    private async Task<(string Source, string? RunId)> SourceAsync(ModelVersion version, Func<RunId, CancellationToken, Task<(string Id, RunSummary Run)?>> replicaOf, CancellationToken cancellationToken)
    {
        var files = version.Files;
        var replica = version.Commit.Run is { } id ? await replicaOf(id, cancellationToken).ConfigureAwait(false) : null;
        if (replica is { } found && files.Count > 0)
        {
            if (FolderOf(version, found.Run.Artifacts) is { Length: > 0 } folder)
            {
                return ($"runs:/{found.Id}/{folder}", found.Id);
            }

            var paths = files.Values.Select(f => found.Run.Artifacts.FirstOrDefault(a => a.Hash == f.Hash)?.Path).ToArray();
            if (paths.All(p => p is not null))
            {
                return ($"runs:/{found.Id}/{Common(paths!)}", found.Id);
            }
        }

        if (client.Connection.Profile.KeepsFilesOfRunsOnly)
        {
            throw new MlflowException($"{client.Connection.Profile.Name} keeps the files of a model version only as artifacts of a run, and version {Text(version.Number)} has none there. Log the model in a run and commit it from there; the version can be registered then.")
            {
                StatusCode = System.Net.HttpStatusCode.BadRequest,
            };
        }

        var root = new MlflowRunInfo { ArtifactUri = $"{await RootAsync(cancellationToken).ConfigureAwait(false)}/{Uri.EscapeDataString(model.Name)}/{Text(version.Number)}" };
        foreach (var (path, file) in files)
        {
            var content = new ArtifactContent(file.Hash, file.Length, () => version.Open(path));
            await client.Artifacts.Store.UploadAsync(root, new ArtifactUpload(path, content) { IsFirstOfPath = false }, cancellationToken).ConfigureAwait(false);
        }

        return (root.ArtifactUri, replica?.Id);
    }

    // Where the version's files lie together under their own names. The same bytes may lie in several models of a run: the one that the
    // registration's message names is it, else the one with nothing else beside them.
    private static string? FolderOf(ModelVersion version, IReadOnlyList<ArtifactEntry> artifacts)
    {
        // Behind the model's name in the commit, of which there may be several.
        if (version.Files.Keys.Select(k => k.Split('/')[0]).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return null;
        }

        var files = version.Files.ToDictionary(f => f.Key[(f.Key.IndexOf('/', StringComparison.Ordinal) + 1)..], f => f.Value, StringComparer.Ordinal);
        var hashes = artifacts.ToDictionary(a => a.Path, a => a.Hash, StringComparer.Ordinal);
        var first = files.Keys.First();
        return artifacts.Where(a => a.Path.EndsWith("/" + first, StringComparison.Ordinal))
            .Select(a => a.Path[..^(first.Length + 1)])
            .Where(folder => files.All(f => hashes.GetValueOrDefault($"{folder}/{f.Key}") == f.Value.Hash))
            .OrderBy(folder => version.Commit.Message.StartsWith($"'{folder}'", StringComparison.Ordinal) || version.Commit.Message.StartsWith($"'{folder}/", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(folder => hashes.Keys.Count(p => p.StartsWith(folder + "/", StringComparison.Ordinal)))
            .FirstOrDefault();
    }

    // In an experiment of their own: whoever is no administrator may write artifacts into experiments only.
    private async Task<string> RootAsync(CancellationToken cancellationToken)
    {
        var experiment = await client.Experiments.GetOrCreateAsync(client.Connection.Profile.ExperimentPrefix + FilesExperiment, cancellationToken).ConfigureAwait(false);
        var location = experiment.ArtifactLocation ?? (await client.Experiments.FindAsync(experiment.ExperimentId, cancellationToken).ConfigureAwait(false))?.ArtifactLocation;
        return location?.TrimEnd('/') ?? $"mlflow-artifacts:/{experiment.ExperimentId}";
    }

    // The folder of several files, a single file's own folder, or the file where it stands alone.
    private static string Common(string[] paths)
    {
        var parts = paths[0].Split('/')[..^1];
        var shared = paths.Aggregate(parts.Length, (n, p) => Enumerable.Range(0, n).TakeWhile(i => i < p.Split('/').Length - 1 && p.Split('/')[i] == parts[i]).Count());
        return shared > 0 ? string.Join('/', parts[..shared]) : paths.Length == 1 ? paths[0] : "";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
