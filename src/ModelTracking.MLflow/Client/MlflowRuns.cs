using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;

namespace ModelTracking.MLflow;

/// <summary>Runs of a tracking server. Throws <see cref="MlflowException"/>. Thread-safe.</summary>
public sealed class MlflowRuns
{
    private const string Route = Query.Api + "runs/";
    private const int HistoryPage = 25_000;
    private readonly MlflowConnection _connection;

    internal MlflowRuns(MlflowConnection connection) => _connection = connection;

    /// <summary>Makes a run.</summary>
    /// <param name="experimentId">Its experiment.</param>
    /// <param name="name">Its name. Default: the server makes one up.</param>
    /// <param name="startTime">When it began. Default: now.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    /// <param name="userId">Who started it. Default: nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<MlflowRun> CreateAsync(string experimentId, string? name = null, DateTimeOffset? startTime = null, IEnumerable<KeyValuePair<string, string>>? tags = null, string? userId = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["experiment_id"] = experimentId,
            ["start_time"] = (startTime ?? _connection.Options.TimeProvider.GetUtcNow()).ToUnixTimeMilliseconds(),
            ["tags"] = Query.Tags(tags),
        };
        if (name is not null)
        {
            body["run_name"] = name;
        }

        if (userId is not null)
        {
            body["user_id"] = userId;
        }

        return (await _connection.PostAsync(Route + "create", body, cancellationToken, CallKind.Once).ConfigureAwait(false)).Run
            ?? throw new MlflowException($"{_connection.Name} made no run.");
    }

    /// <summary>A run, deleted ones included; null where there is none.</summary>
    public async Task<MlflowRun?> FindAsync(string runId, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _connection.GetAsync(Route + "get", Query.Of(("run_id", runId)), cancellationToken).ConfigureAwait(false)).Run;
        }
        catch (MlflowException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Runs of experiments that meet a filter in MLflow's language, newest first, page by page.</summary>
    public async IAsyncEnumerable<MlflowRun> SearchAsync(IEnumerable<string> experimentIds, string? filter = null, MlflowView view = MlflowView.ActiveOnly, IEnumerable<string>? orderBy = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string[] experiments = [.. experimentIds];
        string? token = null;
        do
        {
            var page = await SearchPageAsync(experiments, filter, view, 1000, token, orderBy, cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Items)
            {
                yield return run;
            }

            token = Paging.Next(token, page);
        }
        while (token is not null);
    }

    /// <summary>A page of runs that meet a filter.</summary>
    public async Task<MlflowPage<MlflowRun>> SearchPageAsync(IEnumerable<string> experimentIds, string? filter, MlflowView view, int maxResults, string? pageToken = null, IEnumerable<string>? orderBy = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["experiment_ids"] = Query.Texts(experimentIds), ["run_view_type"] = Query.View(view), ["max_results"] = maxResults };
        Paging.Fill(body, filter, orderBy, pageToken);
        var answer = await _connection.PostAsync(Route + "search", body, cancellationToken).ConfigureAwait(false);
        return new MlflowPage<MlflowRun>(answer.Runs ?? [], answer.NextPageToken);
    }

    /// <summary>All points of a metric, page by page.</summary>
    public async IAsyncEnumerable<MlflowMetric> GetHistoryAsync(string runId, string key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            // Without max_results some servers answer no points at all.
            var query = Query.Of(("run_id", runId), ("metric_key", key), ("max_results", HistoryPage.ToString(CultureInfo.InvariantCulture)), ("page_token", token));
            Answer answer;
            try
            {
                answer = await _connection.GetAsync(Query.Api + "metrics/get-history", query, cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowException exception) when (exception.IsNotFound && token is null)
            {
                // File stores say so of a metric that was never logged, SQL stores give an empty list.
                yield break;
            }

            foreach (var point in answer.Metrics ?? [])
            {
                yield return point;
            }

            token = Paging.Next(token, new MlflowPage<MlflowMetric>(answer.Metrics ?? [], answer.NextPageToken));
        }
        while (token is not null);
    }

    /// <summary>Some points of a metric of several runs, always with the first and the last step of the range: what a chart needs of long histories. Servers since MLflow 2.9.</summary>
    /// <param name="runIds">The runs, at most 100.</param>
    /// <param name="key">The metric.</param>
    /// <param name="firstStep">First step of the range; given together with <paramref name="lastStep"/>. Default: the first there is.</param>
    /// <param name="lastStep">Last step of the range. Default: the last there is.</param>
    /// <param name="maxPoints">Points of each run, from 1 to 2,500. Default: 2,500.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Points by run.</returns>
    public async Task<ILookup<string, MlflowMetric>> GetSampledHistoryAsync(IEnumerable<string> runIds, string key, long? firstStep = null, long? lastStep = null, int maxPoints = 2500, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        var query = Query.Of([
            .. runIds.Select(r => ("run_ids", (string?)r)),
            ("metric_key", key),
            ("start_step", firstStep?.ToString(CultureInfo.InvariantCulture)),
            ("end_step", lastStep?.ToString(CultureInfo.InvariantCulture)),
            ("max_results", maxPoints.ToString(CultureInfo.InvariantCulture)),
        ]);
        var answer = await _connection.GetAsync(Query.Api + "metrics/get-history-bulk-interval", query, cancellationToken).ConfigureAwait(false);
        return (answer.Metrics ?? []).ToLookup(m => m.RunId ?? "", StringComparer.Ordinal);
    }

    /// <summary>Logs points, params and tags in one request: at most 1,000 points, 100 params, 100 tags, 1,000 in all. Sending a batch again may double its points.
    /// Points may name the logged model and the data set they were measured on (MLflow 3; older servers do not mind).</summary>
    public Task LogBatchAsync(string runId, IEnumerable<MlflowMetric>? metrics = null, IEnumerable<KeyValuePair<string, string>>? parameters = null, IEnumerable<KeyValuePair<string, string>>? tags = null, CancellationToken cancellationToken = default)
    {
        var body = new LogBatchBody(runId);
        foreach (var metric in metrics ?? [])
        {
            body.Add(metric);
        }

        foreach (var (key, value) in parameters ?? [])
        {
            body.AddParam(key, value);
        }

        foreach (var (key, value) in tags ?? [])
        {
            body.AddTag(key, value);
        }

        return LogBatchAsync(body, cancellationToken);
    }

    /// <summary>Sets a tag.</summary>
    public Task SetTagAsync(string runId, string key, string value, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "set-tag", new JsonObject { ["run_id"] = runId, ["key"] = key, ["value"] = value }, cancellationToken);

    /// <summary>Removes a tag; does nothing where there is none.</summary>
    public async Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await _connection.PostAsync(Route + "delete-tag", new JsonObject { ["run_id"] = runId, ["key"] = key }, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.IsNotFound && exception.Message.Contains("tag", StringComparison.OrdinalIgnoreCase))
        {
            // It is gone, as wanted.
        }
    }

    /// <summary>Changes status, end or name of a run; null leaves a part as it is.</summary>
    /// <returns>What the run is now.</returns>
    public async Task<MlflowRunInfo> UpdateAsync(string runId, string? status = null, DateTimeOffset? endTime = null, string? name = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["run_id"] = runId };
        if (status is not null)
        {
            body["status"] = status;
        }

        if (endTime is { } end)
        {
            body["end_time"] = end.ToUnixTimeMilliseconds();
        }

        if (name is not null)
        {
            body["run_name"] = name;
        }

        return (await _connection.PostAsync(Route + "update", body, cancellationToken).ConfigureAwait(false)).RunInfo ?? new MlflowRunInfo { RunId = runId };
    }

    /// <summary>Says which data a run used.</summary>
    public Task LogInputsAsync(string runId, IEnumerable<MlflowDatasetInput> datasets, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(
            Route + "log-inputs",
            new JsonObject
            {
                ["run_id"] = runId,
                ["datasets"] = new JsonArray([.. datasets.Select(d => System.Text.Json.JsonSerializer.SerializeToNode(d, MlflowJson.Default.MlflowDatasetInput))]),
            },
            cancellationToken);

    /// <summary>Says which logged models a run made (MLflow 3).</summary>
    public Task LogOutputsAsync(string runId, IEnumerable<MlflowModelOutput> models, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(
            Route + "outputs",
            new JsonObject { ["run_id"] = runId, ["models"] = new JsonArray([.. models.Select(m => (JsonNode?)new JsonObject { ["model_id"] = m.ModelId, ["step"] = m.Step })]) },
            cancellationToken);

    /// <summary>Says which logged models a run used (MLflow 3).</summary>
    public Task LogModelInputsAsync(string runId, IEnumerable<MlflowModelInput> models, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(
            Route + "log-inputs",
            new JsonObject { ["run_id"] = runId, ["models"] = new JsonArray([.. models.Select(m => (JsonNode?)new JsonObject { ["model_id"] = m.ModelId })]) },
            cancellationToken);

    /// <summary>Says that a run made a model, as servers before MLflow 3 know it: in a tag of the run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="modelJson">The content of its <c>MLmodel</c> file as JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task LogModelAsync(string runId, string modelJson, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "log-model", new JsonObject { ["run_id"] = runId, ["model_json"] = modelJson }, cancellationToken, CallKind.Once);

    /// <summary>Deletes a run; it can be restored.</summary>
    public Task DeleteAsync(string runId, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "delete", new JsonObject { ["run_id"] = runId }, cancellationToken);

    /// <summary>Brings a deleted run back.</summary>
    public Task RestoreAsync(string runId, CancellationToken cancellationToken = default) =>
        _connection.PostAsync(Route + "restore", new JsonObject { ["run_id"] = runId }, cancellationToken);

    internal Task LogBatchAsync(LogBatchBody body, CancellationToken cancellationToken) =>
        _connection.CallAsync(HttpMethod.Post, Route + "log-batch", body.ToBytes(), body.Metrics > 0 ? CallKind.Once : CallKind.Repeatable, cancellationToken);

    /// <summary>MLflow's word for a status.</summary>
    internal static string StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };
}
