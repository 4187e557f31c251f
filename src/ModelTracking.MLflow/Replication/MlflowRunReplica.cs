using System.Net;
using System.Text;
using ModelTracking.MLflow.Artifacts;
using ModelTracking.MLflow.Connection;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>One run on a tracking server. See <see cref="IRunReplica"/>.</summary>
internal sealed class MlflowRunReplica : IRunReplica
{
    private readonly MlflowClient _client;
    private readonly MlflowRunInfo _info;
    private readonly BatchMapper _mapper;
    private readonly PresentPoints _present;
    private readonly OptionalRoutes _routes;
    private readonly ReplicaRequest _request;

    public MlflowRunReplica(MlflowClient client, OptionalRoutes routes, ReplicaRequest request, MlflowRun run, bool isNew)
    {
        _request = request;
        _routes = routes;
        _client = client;
        _info = run.Info;
        IsNew = isNew;
        _mapper = new BatchMapper(Profile, run);
        _present = new PresentPoints(client.Runs, run.Info.RunId);
    }

    public string Id => _info.RunId;

    public bool IsNew { get; }

    private MlflowProfile Profile => _client.Connection.Profile;

    private bool HasLoggedModels => Profile.HasLoggedModels && _client.Connection.Options.LoggedModels;

    public Task<ReplicaAnswer> SendAsync(ReplicaBatch batch, CancellationToken cancellationToken) => GuardAsync(async () => batch.Records switch
    {
        [RunRenamed renamed] => await RenameAsync(renamed, cancellationToken).ConfigureAwait(false),
        [DatasetLogged data] => await LogDatasetAsync(data, cancellationToken).ConfigureAwait(false),
        [ModelLogged model] => await LogModelAsync(model, cancellationToken).ConfigureAwait(false),
        [EnvironmentCaptured environment] => await LogEnvironmentAsync(environment, cancellationToken).ConfigureAwait(false),
        [CodeCaptured code] => await SetTagsAsync(RunTags.Of(code), cancellationToken).ConfigureAwait(false),
        _ => await LogBatchAsync(batch, cancellationToken).ConfigureAwait(false),
    }, cancellationToken);

    public Task UploadAsync(ArtifactUpload upload, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (IsNew || !upload.IsFirstOfPath || !await IsThereAsync(upload, cancellationToken).ConfigureAwait(false))
        {
            await PutAsync(upload, cancellationToken).ConfigureAwait(false);
        }

        return new ReplicaAnswer();
    }, cancellationToken);

    public Task SetStatusAsync(RunSummary run, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (run.Status != RunStatus.Running && Overflow.Of(run, _mapper, Profile.Limits) is { } rest)
        {
            await WriteAsync(Overflow.Path, rest, "application/json", cancellationToken).ConfigureAwait(false);
            await SetTagsAsync([(Overflow.Tag, Overflow.Path)], cancellationToken, spare: 0).ConfigureAwait(false);
        }

        if (Profile.EndsByItself(Id))
        {
            return new ReplicaAnswer();
        }

        await SetTagsAsync([("modeltracking.status", run.Status.ToString()), ("modeltracking.error", run.Error)], cancellationToken, spare: 0).ConfigureAwait(false);
        DateTimeOffset? end = run.Status == RunStatus.Running ? null : run.EndTime ?? run.LastActivity;
        await _client.Runs.UpdateAsync(Id, MlflowRuns.StatusOf(run.Status), end, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (run.Status != RunStatus.Running && run.Models.Count > 0 && HasLoggedModels)
        {
            await _routes.TryAsync("logged-models", () => new ModelMetrics(_client, _info, _request).LinkAsync(run, cancellationToken)).ConfigureAwait(false);
        }

        return new ReplicaAnswer();
    }, cancellationToken);

    private async Task<ReplicaAnswer> GuardAsync(Func<Task<ReplicaAnswer>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (MlflowException exception)
        {
            var fault = Faults.OfRecord(exception);
            throw fault.Fault is ReplicationFault.Refused or ReplicationFault.RunGone ? await JudgeAsync(fault, cancellationToken).ConfigureAwait(false) : fault;
        }
        catch (HttpRequestException exception)
        {
            throw new ReplicationException(ReplicationFault.Unavailable, $"{_client.Connection.Name}: {exception.Message}", exception);
        }
    }

    // Whether it is the record that is refused, or the run that is gone or deleted: the answers look alike.
    private async Task<ReplicationException> JudgeAsync(ReplicationException fault, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Runs.FindAsync(Id, cancellationToken).ConfigureAwait(false) switch
            {
                null => new ReplicationException(ReplicationFault.RunGone, $"{_client.Connection.Name} does not know run {Id} any more.", fault),
                { Info.IsDeleted: true } => new ReplicationException(ReplicationFault.RunBlocked, $"run {Id} was deleted on {_client.Connection.Name}. Restore it there, and it goes on.", fault),
                _ => new ReplicationException(ReplicationFault.Refused, fault.Message, fault.InnerException) { MayHaveArrived = fault.MayHaveArrived },
            };
        }
        catch (MlflowException exception)
        {
            return Faults.OfRecord(exception);
        }
    }

    private async Task<ReplicaAnswer> LogBatchAsync(ReplicaBatch batch, CancellationToken cancellationToken)
    {
        var there = 0;
        var mapped = _mapper.Map(batch);
        if (batch.MayBeThere && mapped.Points.Count > 0)
        {
            there = await _present.RemoveAsync(mapped.Points, cancellationToken).ConfigureAwait(false);
        }

        var body = new LogBatchBody(Id);
        foreach (var point in mapped.Points)
        {
            body.Add(point);
        }

        mapped.Params.ForEach(p => body.AddParam(p.Key, p.Value));
        mapped.Tags.ForEach(t => body.AddTag(t.Key, t.Value));
        mapped.RemovedTags.ForEach(body.RemoveTag);
        try
        {
            if (!body.IsEmpty)
            {
                await _client.Runs.LogBatchAsync(body, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MlflowException exception) when (Faults.IsFileAndFolder(exception) && !_mapper.KeepsApart)
        {
            // Only now it is known to be a file store. What stands before the key is kept already.
            if (await _client.Runs.FindAsync(Id, cancellationToken).ConfigureAwait(false) is not { } run)
            {
                throw;
            }

            _mapper.KeepApart(run);
            return await LogBatchAsync(batch with { MayBeThere = true }, cancellationToken).ConfigureAwait(false);
        }

        _mapper.Sent(mapped);
        foreach (var tag in mapped.RemovedTags)
        {
            await _client.Runs.DeleteTagAsync(Id, tag, cancellationToken).ConfigureAwait(false);
        }

        return new ReplicaAnswer(there) { Adjustments = mapped.Adjustments };
    }

    private async Task<ReplicaAnswer> RenameAsync(RunRenamed renamed, CancellationToken cancellationToken)
    {
        if (renamed.Name is { } name)
        {
            await _client.Runs.UpdateAsync(Id, name: Names.Short(name, Profile.Limits.RunName), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return await SetTagsAsync([(RunTags.Note, renamed.Description)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReplicaAnswer> LogDatasetAsync(DatasetLogged data, CancellationToken cancellationToken)
    {
        var input = DatasetInputs.Of(data, Profile.Limits);
        if (await _routes.TryAsync("runs/log-inputs", () => _client.Runs.LogInputsAsync(Id, [input], cancellationToken)).ConfigureAwait(false))
        {
            return input.Dataset.Schema is null && data.Columns.Count > 0
                ? new ReplicaAnswer { Adjustments = [$"data set '{data.Name}' is there without its {data.Columns.Count} columns, which are too many for MLflow."] }
                : new ReplicaAnswer();
        }

        var key = Names.Of($"dataset.{data.Name}", Profile.Limits.TagKey);
        var answer = await SetTagsAsync([(key, $"{input.Dataset.Digest} {data.Source}".Trim())], cancellationToken).ConfigureAwait(false);
        return answer with { Adjustments = [.. answer.Adjustments, $"data set '{data.Name}' is the tag '{key}': this service keeps no inputs of runs."] };
    }

    private async Task<ReplicaAnswer> LogEnvironmentAsync(EnvironmentCaptured environment, CancellationToken cancellationToken)
    {
        // Tags first: where artifacts are out of reach, they are there all the same.
        var answer = await SetTagsAsync(RunTags.Of(environment), cancellationToken).ConfigureAwait(false);
        await WriteAsync("environment.json", EnvironmentFile.Of(environment), "application/json", cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task<ReplicaAnswer> LogModelAsync(ModelLogged model, CancellationToken cancellationToken)
    {
        var files = await _request.FindArtifacts(model.Path + "/", cancellationToken).ConfigureAwait(false);
        var file = new MlModelFile(model, Id, await _client.GetVersionAsync(cancellationToken).ConfigureAwait(false), [.. files.Select(f => (f.Path[(model.Path.Length + 1)..], f.Content.Length))]);
        // The server keeps a list and adds to it each time: a repeated request must not add twice.
        const string History = "mlflow.log-model.history";
        var run = await _client.Runs.FindAsync(Id, cancellationToken).ConfigureAwait(false);
        if (run?.Data.Tags.FirstOrDefault(t => t.Key == History)?.Value?.Contains(file.Uuid, StringComparison.Ordinal) != true)
        {
            await _routes.TryAsync("runs/log-model", () => _client.Runs.LogModelAsync(Id, file.ToJson(), cancellationToken)).ConfigureAwait(false);
        }

        // One that came with the model's files, from MLflow itself for example, knows better.
        if (!files.Any(f => f.Path == $"{model.Path}/MLmodel"))
        {
            await WriteAsync($"{model.Path}/MLmodel", Encoding.UTF8.GetBytes(file.ToYaml()), "text/yaml", cancellationToken).ConfigureAwait(false);
        }

        if (HasLoggedModels)
        {
            await _routes.TryAsync("logged-models", () => new LoggedModelReplica(_client, _info).BringAsync(model, file, files, _mapper.Params, cancellationToken)).ConfigureAwait(false);
        }

        return new ReplicaAnswer();
    }

    private async Task<ReplicaAnswer> SetTagsAsync(IEnumerable<(string Key, string? Value)> tags, CancellationToken cancellationToken, int spare = BatchMapper.SpareTags)
    {
        var body = new LogBatchBody(Id);
        var adjustments = new List<string>();
        foreach (var (key, value) in tags.Where(t => !string.IsNullOrEmpty(t.Value)))
        {
            if (_mapper.Tags.TryTake(key, spare))
            {
                body.AddTag(key, Names.Short(value!, Profile.Limits.TagValue));
            }
            else
            {
                adjustments.Add($"tag '{key}' is not sent: this service takes {Profile.Limits.RunTags} tags of a run.");
            }
        }

        if (!body.IsEmpty)
        {
            await _client.Runs.LogBatchAsync(body, cancellationToken).ConfigureAwait(false);
        }

        return new ReplicaAnswer { Adjustments = adjustments };
    }

    private async Task WriteAsync(string path, byte[] bytes, string mediaType, CancellationToken cancellationToken)
    {
        await _client.Artifacts.Store.UploadAsync(_info, InMemory.Upload(path, bytes, mediaType), cancellationToken).ConfigureAwait(false);
    }

    private async Task PutAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Artifacts.Store.UploadAsync(_info, upload, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MlflowException { StatusCode: HttpStatusCode.InternalServerError } or IOException)
        {
            if (await ArtifactClash.FindAsync(_client.Artifacts, Id, upload.Path, cancellationToken).ConfigureAwait(false) is not { } clash)
            {
                throw;
            }

            throw new ReplicationException(ReplicationFault.Refused, $"{_client.Connection.Name}: {clash}", exception);
        }
    }

    private async Task<bool> IsThereAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        var slash = upload.Path.LastIndexOf('/');
        var folder = slash < 0 ? null : upload.Path[..slash];
        var files = await _client.Artifacts.ListAsync(Id, folder, cancellationToken).ConfigureAwait(false);
        return files.Any(f => !f.IsDir && f.Path == upload.Path && f.FileSize == upload.Content.Length);
    }
}
