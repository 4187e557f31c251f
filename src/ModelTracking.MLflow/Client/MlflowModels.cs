using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;

namespace ModelTracking.MLflow;

/// <summary>The model registry of a tracking server. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowModels
{
    private const string Models = Query.Api + "registered-models/";
    private const string Versions = Query.Api + "model-versions/";
    private readonly MlflowConnection _connection;

    internal MlflowModels(MlflowConnection connection) => _connection = connection;

    /// <summary>Takes a model's name.</summary>
    public async Task<MlflowRegisteredModel> CreateAsync(string name, IEnumerable<KeyValuePair<string, string>>? tags = null, string? description = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = name };
        Fill(body, tags, description);
        return (await _connection.PostAsync(Models + "create", body, cancellationToken, CallKind.Once).ConfigureAwait(false)).RegisteredModel ?? new MlflowRegisteredModel { Name = name };
    }

    /// <summary>A model with the newest versions of each stage, tags and aliases; null where there is none.</summary>
    public async Task<MlflowRegisteredModel?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _connection.GetAsync(Models + "get", Query.Of(("name", name)), cancellationToken).ConfigureAwait(false)).RegisteredModel;
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Models that meet a filter, for example <c>name LIKE 'res%'</c>, page by page.</summary>
    public async IAsyncEnumerable<MlflowRegisteredModel> SearchAsync(string? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            var answer = await _connection.GetAsync(Models + "search", Query.Of(("filter", filter), ("max_results", "1000"), ("page_token", token)), cancellationToken).ConfigureAwait(false);
            foreach (var model in answer.RegisteredModels ?? [])
            {
                yield return model;
            }

            token = Paging.Next(token, new MlflowPage<MlflowRegisteredModel>(answer.RegisteredModels ?? [], answer.NextPageToken));
        }
        while (token is not null);
    }

    /// <summary>Gives a model another name; versions, tags and aliases stay with it.</summary>
    public Task RenameAsync(string name, string newName, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Models + "rename", new JsonObject { ["name"] = name, ["new_name"] = newName }, cancellationToken, CallKind.Once);

    /// <summary>Gives a model a description.</summary>
    public Task DescribeAsync(string name, string description, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Models + "update", new JsonObject { ["name"] = name, ["description"] = description }, cancellationToken);

    /// <summary>Deletes a model with all its versions, for good.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Models + "delete", new JsonObject { ["name"] = name }, cancellationToken);

    /// <summary>Sets a tag of a model.</summary>
    public Task SetTagAsync(string name, string key, string value, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Models + "set-tag", new JsonObject { ["name"] = name, ["key"] = key, ["value"] = value }, cancellationToken);

    /// <summary>Removes a tag of a model; does nothing where there is none.</summary>
    public Task DeleteTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Models + "delete-tag", new JsonObject { ["name"] = name, ["key"] = key }, cancellationToken);

    /// <summary>Points an alias to a version.</summary>
    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Models + "alias", new JsonObject { ["name"] = name, ["alias"] = alias, ["version"] = Text(version) }, cancellationToken);

    /// <summary>Removes an alias; does nothing where there is none.</summary>
    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Models + "alias", new JsonObject { ["name"] = name, ["alias"] = alias }, cancellationToken);

    /// <summary>Registers the next version of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="source">Where its files are, for example <c>runs:/RUN/models/classifier</c>.</param>
    /// <param name="runId">The run that made it. Default: none.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    /// <param name="description">Free text. Default: none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MlflowModelVersion> CreateVersionAsync(string name, string source, string? runId = null, IEnumerable<KeyValuePair<string, string>>? tags = null, string? description = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = name, ["source"] = source };
        if (runId is not null)
        {
            body["run_id"] = runId;
        }

        Fill(body, tags, description);
        return (await _connection.PostAsync(Versions + "create", body, cancellationToken, CallKind.Once).ConfigureAwait(false)).ModelVersion
            ?? throw new MlflowException($"{_connection.Name} made no version of '{name}'.");
    }

    /// <summary>A version; null where there is none.</summary>
    public Task<MlflowModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        FindOneAsync(Versions + "get", Query.Of(("name", name), ("version", Text(version))), cancellationToken);

    /// <summary>The version that an alias points to; null where there is none.</summary>
    public Task<MlflowModelVersion?> FindVersionAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        FindOneAsync(Models + "alias", Query.Of(("name", name), ("alias", alias)), cancellationToken);

    /// <summary>Versions that meet a filter, for example <c>name = 'resnet' AND version_number &gt; 1</c>, page by page.</summary>
    public async IAsyncEnumerable<MlflowModelVersion> SearchVersionsAsync(string? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            var answer = await _connection.GetAsync(Versions + "search", Query.Of(("filter", filter), ("max_results", "10000"), ("page_token", token)), cancellationToken).ConfigureAwait(false);
            foreach (var version in answer.ModelVersions ?? [])
            {
                yield return version;
            }

            token = Paging.Next(token, new MlflowPage<MlflowModelVersion>(answer.ModelVersions ?? [], answer.NextPageToken));
        }
        while (token is not null);
    }

    /// <summary>A version by a reference such as <c>models:/name@champion</c>, <c>models:/name/3</c>, <c>models:/name/Production</c> or <c>models:/name/latest</c>; null where there is none.</summary>
    public async Task<MlflowModelVersion?> ResolveAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        const string Scheme = "models:/";
        var rest = reference.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? reference[Scheme.Length..].TrimStart('/') : reference;
        var at = rest.LastIndexOf('@');
        if (at > 0)
        {
            return await FindVersionAsync(rest[..at], rest[(at + 1)..], cancellationToken).ConfigureAwait(false);
        }

        var slash = rest.LastIndexOf('/');
        var name = slash > 0 ? rest[..slash] : rest;
        var wanted = slash > 0 ? rest[(slash + 1)..] : "latest";
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return await FindVersionAsync(name, number, cancellationToken).ConfigureAwait(false);
        }

        MlflowModelVersion? newest = null;
        await foreach (var version in SearchVersionsAsync($"name = {Query.Quoted(name)}", cancellationToken).ConfigureAwait(false))
        {
            if ((wanted.Equals("latest", StringComparison.OrdinalIgnoreCase) || wanted.Equals(version.CurrentStage, StringComparison.OrdinalIgnoreCase))
                && (newest is null || Number(version) > Number(newest)))
            {
                newest = version;
            }
        }

        return newest;
    }

    /// <summary>Gives a version a description.</summary>
    public Task DescribeVersionAsync(string name, int version, string description, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Versions + "update", new JsonObject { ["name"] = name, ["version"] = Text(version), ["description"] = description }, cancellationToken);

    /// <summary>Deletes a version; its number is not used again, its aliases go.</summary>
    public Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Versions + "delete", new JsonObject { ["name"] = name, ["version"] = Text(version) }, cancellationToken);

    /// <summary>Sets a tag of a version.</summary>
    public Task SetVersionTagAsync(string name, int version, string key, string value, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Versions + "set-tag", new JsonObject { ["name"] = name, ["version"] = Text(version), ["key"] = key, ["value"] = value }, cancellationToken);

    /// <summary>Removes a tag of a version; does nothing where there is none.</summary>
    public Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Versions + "delete-tag", new JsonObject { ["name"] = name, ["version"] = Text(version), ["key"] = key }, cancellationToken);

    /// <summary>Moves a version to a stage: <c>None</c>, <c>Staging</c>, <c>Production</c> or <c>Archived</c>.</summary>
    public Task SetStageAsync(string name, int version, string stage, bool archiveOthers = false, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Versions + "transition-stage", new JsonObject { ["name"] = name, ["version"] = Text(version), ["stage"] = stage, ["archive_existing_versions"] = archiveOthers }, cancellationToken);

    /// <summary>Where a version's files are.</summary>
    public async Task<string?> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default) =>
        (await _connection.GetAsync(Versions + "get-download-uri", Query.Of(("name", name), ("version", Text(version))), cancellationToken).ConfigureAwait(false)).ArtifactUri;

    internal static int Number(MlflowModelVersion version) => int.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static void Fill(JsonObject body, IEnumerable<KeyValuePair<string, string>>? tags, string? description)
    {
        if (tags is not null)
        {
            body["tags"] = Query.Tags(tags);
        }

        if (description is not null)
        {
            body["description"] = description;
        }
    }

    private async Task<MlflowModelVersion?> FindOneAsync(string route, string query, CancellationToken cancellationToken)
    {
        try
        {
            return (await _connection.GetAsync(route, query, cancellationToken).ConfigureAwait(false)).ModelVersion;
        }
        catch (MlflowException exception) when (exception.IsNotFound || exception.Message.Contains("not found", StringComparison.Ordinal))
        {
            // An alias that is not there is a wrong parameter to MLflow.
            return null;
        }
    }
}
