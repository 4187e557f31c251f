using System.Collections.Concurrent;
using ModelTracking.MLflow.Connection;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Versioning;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// A tracking server as a place to replicate to. Each run is found again by the tag <see cref="RunIdTag"/>, so that a lost answer
/// never makes a second one. Thread-safe.
/// </summary>
public sealed class MlflowTarget : IReplicationTarget, IModelReplicationTarget
{
    /// <summary>The tag that holds the run's own identity.</summary>
    public const string RunIdTag = "modeltracking.run_id";

    private readonly ConcurrentDictionary<string, string> _experiments = new(StringComparer.Ordinal);
    private readonly OptionalRoutes _routes = new();
    private readonly MlflowClient _client;
    private readonly bool _ownsClient;

    /// <summary>Makes a target. Does not touch the network.</summary>
    /// <exception cref="Diagnostics.TrackingException">The address, or a file it needs, is wrong; the message says what to do.</exception>
    public MlflowTarget(MlflowOptions options)
        : this(new MlflowClient(options)) => _ownsClient = true;

    /// <summary>Makes a target of a client, which stays the caller's.</summary>
    public MlflowTarget(MlflowClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        var limits = Profile.Limits;
        Limits = new ReplicationLimits
        {
            Points = limits.BatchMetrics,
            PointsOfSeries = limits.BatchMetricsOfKey,
            Params = limits.BatchParams,
            Tags = limits.BatchTags,
            Items = limits.BatchItems,
            Bytes = limits.BatchBytes,
            ValueLength = Math.Max(limits.ParamValue, limits.TagValue),
        };
    }

    /// <inheritdoc />
    public string Name => _client.Connection.Name;

    /// <inheritdoc />
    public ReplicationLimits Limits { get; }

    /// <summary>The client that it sends with.</summary>
    public MlflowClient Client => _client;

    internal MlflowProfile Profile => _client.Connection.Profile;

    /// <inheritdoc />
    public bool Takes(TrackingRecord record) => record is RunRenamed or DatasetLogged or ModelLogged or EnvironmentCaptured or CodeCaptured;

    /// <inheritdoc />
    public async Task<IRunReplica> OpenRunAsync(ReplicaRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var (run, isNew) = await FindOrCreateAsync(request, cancellationToken).ConfigureAwait(false);
            return new MlflowRunReplica(_client, _routes, request, run, isNew);
        }
        catch (MlflowException exception)
        {
            throw Faults.OfRun(exception);
        }
    }

    /// <inheritdoc />
    public async Task ReplicateModelAsync(RegisteredModel model, Func<RunId, CancellationToken, Task<(string Id, RunSummary Run)?>> replicaOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(replicaOf);
        try
        {
            await new RegistryReplica(_client, model).BringAsync(replicaOf, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception)
        {
            throw Faults.OfRun(exception);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<(MlflowRun Run, bool IsNew)> FindOrCreateAsync(ReplicaRequest request, CancellationToken cancellationToken)
    {
        if (request.KnownId is { } known && await _client.Runs.FindAsync(known, cancellationToken).ConfigureAwait(false) is { } there)
        {
            return (await UseAsync(there, request, cancellationToken).ConfigureAwait(false), false);
        }

        if (request.Run.Tags.GetValueOrDefault(ReplicaRequest.AttachTag) is { } given && await _client.Runs.FindAsync(given, cancellationToken).ConfigureAwait(false) is { Info.IsDeleted: false } made)
        {
            await _client.Runs.SetTagAsync(given, RunIdTag, request.Run.Id.ToString(), cancellationToken).ConfigureAwait(false);
            return (made, false);
        }

        var experiment = await ExperimentAsync(request.Run.Experiment, cancellationToken).ConfigureAwait(false);
        var filter = $"tags.{RunIdTag} = '{request.Run.Id}'";
        var found = await _client.Runs.SearchPageAsync([experiment], filter, MlflowView.All, 10, cancellationToken: cancellationToken).ConfigureAwait(false);

        // A server that ignores the filter must not make us write into somebody else's run.
        var ours = found.Items.Where(r => r.Data.Tags.Any(t => t.Key == RunIdTag && t.Value == request.Run.Id.ToString())).ToArray();
        if ((ours.FirstOrDefault(r => !r.Info.IsDeleted) ?? ours.FirstOrDefault()) is { } replica)
        {
            return (await UseAsync(replica, request, cancellationToken).ConfigureAwait(false), false);
        }

        var run = await _client.Runs.CreateAsync(experiment, Names.Short(request.Run.Name, Profile.Limits.RunName), request.Run.StartTime, RunTags.AtStart(request, Profile), RunTags.User(request.Run), cancellationToken).ConfigureAwait(false);
        return (run, true);
    }

    private async Task<MlflowRun> UseAsync(MlflowRun run, ReplicaRequest request, CancellationToken cancellationToken)
    {
        if (run.Info.IsDeleted)
        {
            throw new ReplicationException(ReplicationFault.RunBlocked, $"run {run.Info.RunId} was deleted on {Name}. Restore it there, and it goes on.");
        }

        if (request.ParentId is { } parent && !run.Data.Tags.Any(t => t.Key == RunTags.Parent))
        {
            await _client.Runs.SetTagAsync(run.Info.RunId, RunTags.Parent, parent, cancellationToken).ConfigureAwait(false);
        }

        return run;
    }

    private async Task<string> ExperimentAsync(string name, CancellationToken cancellationToken)
    {
        if (_experiments.TryGetValue(name, out var known))
        {
            return known;
        }

        var remote = name is "" or "default" ? Profile.DefaultExperiment
            : name[0] == '/' ? name
            : Profile.ExperimentPrefix + name;
        var experiment = await _client.Experiments.GetOrCreateAsync(Names.Short(remote, Profile.Limits.ExperimentName), cancellationToken).ConfigureAwait(false);
        if (experiment.IsDeleted)
        {
            throw new ReplicationException(ReplicationFault.RunBlocked, $"experiment '{remote}' was deleted on {Name} and keeps its name. Restore it there, or remove it for good with 'mlflow gc'.");
        }

        return _experiments[name] = experiment.ExperimentId;
    }
}
