using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;

namespace ModelTracking.MLflow;

/// <summary>Experiments of a tracking server. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowExperiments
{
    private const string Route = Query.Api + "experiments/";
    private readonly MlflowConnection _connection;

    internal MlflowExperiments(MlflowConnection connection) => _connection = connection;

    /// <summary>Makes an experiment.</summary>
    /// <param name="name">Its name; a deleted experiment keeps its own.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    /// <param name="artifactLocation">Where artifacts of its runs go. Default: the server's choice.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its identity.</returns>
    public async Task<string> CreateAsync(string name, IEnumerable<KeyValuePair<string, string>>? tags = null, string? artifactLocation = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = name };
        if (artifactLocation is not null)
        {
            body["artifact_location"] = artifactLocation;
        }

        if (tags is not null)
        {
            body["tags"] = Query.Tags(tags);
        }

        return (await _connection.PostAsync(Route + "create", body, cancellationToken, CallKind.Once).ConfigureAwait(false)).ExperimentId ?? "";
    }

    /// <summary>An experiment; null where there is none.</summary>
    public Task<MlflowExperiment?> FindAsync(string experimentId, CancellationToken cancellationToken = default) =>
        FindAsync("get", Query.Of(("experiment_id", experimentId)), cancellationToken);

    /// <summary>The experiment with this name, deleted ones included; null where there is none.</summary>
    public Task<MlflowExperiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) =>
        FindAsync("get-by-name", Query.Of(("experiment_name", name)), cancellationToken);

    /// <summary>The identity of the experiment with this name, which is made where there is none.</summary>
    public async Task<MlflowExperiment> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        if (await FindByNameAsync(name, cancellationToken).ConfigureAwait(false) is { } there)
        {
            return there;
        }

        try
        {
            return new MlflowExperiment { ExperimentId = await CreateAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false), Name = name };
        }
        catch (MlflowException exception) when (exception.AlreadyExists)
        {
            // Somebody else was quicker, or a look-up misses what a normalised name means (Databricks).
            var found = await FindByNameAsync(name, cancellationToken).ConfigureAwait(false)
                ?? await SearchAsync($"name = {Query.Quoted(name)}", MlflowView.All, cancellationToken).FirstAsync(cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                throw;
            }

            return found;
        }
    }

    /// <summary>Experiments that meet a filter, for example <c>name LIKE 'vision%' AND tags.team = 'cv'</c>, page by page.</summary>
    public async IAsyncEnumerable<MlflowExperiment> SearchAsync(string? filter = null, MlflowView view = MlflowView.ActiveOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            var page = await SearchPageAsync(filter, view, 1000, token, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var experiment in page.Items)
            {
                yield return experiment;
            }

            token = Paging.Next(token, page);
        }
        while (token is not null);
    }

    /// <summary>A page of experiments that meet a filter.</summary>
    public async Task<MlflowPage<MlflowExperiment>> SearchPageAsync(string? filter, MlflowView view, int maxResults, string? pageToken = null, IEnumerable<string>? orderBy = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["max_results"] = maxResults, ["view_type"] = Query.View(view) };
        Paging.Fill(body, filter, orderBy, pageToken);
        var answer = await _connection.PostAsync(Route + "search", body, cancellationToken).ConfigureAwait(false);
        return new MlflowPage<MlflowExperiment>(answer.Experiments ?? [], answer.NextPageToken);
    }

    /// <summary>Gives an experiment another name.</summary>
    public Task RenameAsync(string experimentId, string name, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "update", new JsonObject { ["experiment_id"] = experimentId, ["new_name"] = name }, cancellationToken);

    /// <summary>Deletes an experiment with its runs; it can be restored.</summary>
    public Task DeleteAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "delete", new JsonObject { ["experiment_id"] = experimentId }, cancellationToken);

    /// <summary>Brings a deleted experiment back.</summary>
    public Task RestoreAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "restore", new JsonObject { ["experiment_id"] = experimentId }, cancellationToken);

    /// <summary>Sets a tag.</summary>
    public Task SetTagAsync(string experimentId, string key, string value, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "set-experiment-tag", new JsonObject { ["experiment_id"] = experimentId, ["key"] = key, ["value"] = value }, cancellationToken);

    /// <summary>Removes a tag (MLflow 3); does nothing where there is none.</summary>
    public async Task DeleteTagAsync(string experimentId, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.PostAsync(Route + "delete-experiment-tag", new JsonObject { ["experiment_id"] = experimentId, ["key"] = key }, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.IsNotFound && exception.Message.Contains("tag", StringComparison.OrdinalIgnoreCase))
        {
            // It is gone, as wanted.
        }
    }

    private async Task<MlflowExperiment?> FindAsync(string call, string query, CancellationToken cancellationToken)
    {
        try
        {
            return (await _connection.GetAsync(Route + call, query, cancellationToken).ConfigureAwait(false)).Experiment;
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }
}
