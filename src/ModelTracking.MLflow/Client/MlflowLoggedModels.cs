using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow;

/// <summary>Logged models of a tracking server, which are entities of their own since MLflow 3; older servers answer 404. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowLoggedModels
{
    private const string Route = Query.Api + "logged-models";
    private readonly MlflowConnection _connection;
    private readonly MlflowArtifacts _artifacts;

    internal MlflowLoggedModels(MlflowConnection connection, MlflowArtifacts artifacts)
    {
        _connection = connection;
        _artifacts = artifacts;
    }

    /// <summary>Makes a logged model, which is pending until <see cref="FinishAsync"/>.</summary>
    /// <param name="experimentId">Its experiment.</param>
    /// <param name="name">Its name, without <c>/ : . %</c> and quotes. Default: the server makes one up.</param>
    /// <param name="sourceRunId">The run that made it. Default: none.</param>
    /// <param name="modelType">Free text. Default: none.</param>
    /// <param name="parameters">Its params. Default: none.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MlflowLoggedModel> CreateAsync(string experimentId, string? name = null, string? sourceRunId = null, string? modelType = null, IEnumerable<KeyValuePair<string, string>>? parameters = null, IEnumerable<KeyValuePair<string, string>>? tags = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["experiment_id"] = experimentId, ["params"] = Query.Tags(parameters), ["tags"] = Query.Tags(tags) };
        foreach (var (key, value) in new[] { ("name", name), ("source_run_id", sourceRunId), ("model_type", modelType) })
        {
            if (value is not null)
            {
                body[key] = value;
            }
        }

        return (await _connection.PostAsync(Route, body, cancellationToken, CallKind.Once).ConfigureAwait(false)).Model ?? throw new MlflowException($"{_connection.Name} made no logged model.");
    }

    /// <summary>A logged model; null where there is none.</summary>
    public async Task<MlflowLoggedModel?> FindAsync(string modelId, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _connection.GetAsync(Of(modelId), "", cancellationToken).ConfigureAwait(false)).Model;
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Says that a model's files are all there, or that they never will be.</summary>
    public Task FinishAsync(string modelId, bool isReady = true, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Of(modelId), new JsonObject { ["model_id"] = modelId, ["status"] = isReady ? "LOGGED_MODEL_READY" : "LOGGED_MODEL_UPLOAD_FAILED" }, cancellationToken);

    /// <summary>Logs params of a model.</summary>
    public Task LogParamsAsync(string modelId, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Of(modelId) + "/params", new JsonObject { ["model_id"] = modelId, ["params"] = Query.Tags(parameters) }, cancellationToken);

    /// <summary>Sets tags of a model.</summary>
    public Task SetTagsAsync(string modelId, IEnumerable<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Patch, Of(modelId) + "/tags", new JsonObject { ["tags"] = Query.Tags(tags) }, cancellationToken);

    /// <summary>Removes a tag of a model; does nothing where there is none.</summary>
    public async Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.CallAsync(HttpMethod.Delete, $"{Of(modelId)}/tags/{Uri.EscapeDataString(key)}", null, CallKind.Repeatable, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.IsNotFound && exception.Message.Contains("tag", StringComparison.OrdinalIgnoreCase))
        {
            // It is gone, as wanted.
        }
    }

    /// <summary>Deletes a logged model.</summary>
    public Task DeleteAsync(string modelId, CancellationToken cancellationToken = default) =>
        _connection.CallAsync(HttpMethod.Delete, Of(modelId), null, CallKind.Repeatable, cancellationToken);

    /// <summary>Logged models of experiments that meet a filter, for example <c>metrics.loss &lt; 0.1</c>, newest first, page by page.</summary>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="filter">In MLflow's language. Default: all.</param>
    /// <param name="orderBy">A field such as <c>metrics.loss</c>, before which a minus sign turns the order. Default: the newest first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<MlflowLoggedModel> SearchAsync(IEnumerable<string> experimentIds, string? filter = null, string? orderBy = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string[] experiments = [.. experimentIds];
        string? token = null;
        do
        {
            var body = new JsonObject { ["experiment_ids"] = Query.Texts(experiments) };
            Paging.Fill(body, filter, null, token);
            if (orderBy is { Length: > 0 })
            {
                body["order_by"] = new JsonArray(new JsonObject { ["field_name"] = orderBy.TrimStart('-'), ["ascending"] = orderBy[0] != '-' });
            }

            var answer = await _connection.PostAsync(Route + "/search", body, cancellationToken).ConfigureAwait(false);
            foreach (var model in answer.Models ?? [])
            {
                yield return model;
            }

            token = Paging.Next(token, new MlflowPage<MlflowLoggedModel>(answer.Models ?? [], answer.NextPageToken));
        }
        while (token is not null);
    }

    /// <summary>Stores a file of this machine under a path of a model.</summary>
    public async Task UploadAsync(MlflowLoggedModel model, string file, string? path = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        string hash;
        var content = File.OpenRead(file);
        await using (content.ConfigureAwait(false))
        {
            hash = Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
        }

        var bytes = new ArtifactContent(hash, new FileInfo(file).Length, () => File.OpenRead(file));
        await UploadAsync(model, new ArtifactUpload(path ?? Path.GetFileName(file), bytes) { IsFirstOfPath = false }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the bytes of a model's file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public Task<Stream> OpenReadAsync(MlflowLoggedModel model, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _artifacts.Store.OpenReadAsync(Place(model), path, cancellationToken);
    }

    internal Task UploadAsync(MlflowLoggedModel model, ArtifactUpload upload, CancellationToken cancellationToken) => _artifacts.Store.UploadAsync(Place(model), upload, cancellationToken);

    // To the store of artifacts a model is a place like a run.
    private static MlflowRunInfo Place(MlflowLoggedModel model) => new() { ExperimentId = model.Info.ExperimentId, ArtifactUri = model.Info.ArtifactUri };

    private static string Of(string modelId) => $"{Route}/{Uri.EscapeDataString(modelId)}";
}
