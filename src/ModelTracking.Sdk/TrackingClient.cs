using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Replication.Webhooks;
using ModelTracking.Versioning;

namespace ModelTracking;

/// <summary>
/// The way in: opens a store and starts runs. Thread-safe; one per process is enough for any number of runs and
/// threads. Disposing ends open runs as finished and waits until everything is stored.
/// </summary>
public sealed class TrackingClient : IAsyncDisposable, IDisposable
{
    private readonly TrackingOptions _options;
    private readonly DeliveryLoop _loop;
    private readonly RecordRing _ring;
    private readonly ArtifactQueue _artifacts = new();
    private readonly IObjectStore _objects;
    private readonly Random _random;
    private readonly ConcurrentDictionary<RunId, Run> _open = new();
    private readonly FileBackend? _file;
    private readonly IRunReader? _reader;
    private readonly Snapshot _snapshot;
    private readonly string[] _stores;
    private readonly Lazy<VersionStore> _versions;
    private readonly Replicator? _replicator;
    private LiveWebhooks? _webhooks;
    private int _attached;
    private Task? _closing;

    private TrackingClient(TrackingOptions options)
    {
        _options = options;
        _options.Delivery.Validate();
        _snapshot = Snapshot.For(options.Capture);
        _random = options.Seed is { } seed ? new Random(seed) : new Random();
        Diagnostics = new TrackingDiagnostics(options.LoggerFactory?.CreateLogger("ModelTracking"), Console.Error);
        var (opened, target) = options.Backends.Count > 0 ? default : StoreUri.Open(options, Diagnostics);
        ITrackingBackend[] backends = opened is null ? [.. options.Backends] : [opened];
        _file = backends.OfType<FileBackend>().FirstOrDefault();
        _stores = [.. backends.OfType<FileBackend>().Select(b => b.Folder)];
        // A server that is named twice is reached as code says, which says more than an address.
        _replicator = Replicate(_file, target is null || options.Replicas.Any(r => r.Name == target.Name) ? options.Replicas : [target, .. options.Replicas]);
        _reader = _file?.Reader ?? backends.OfType<IRunReader>().FirstOrDefault();
        _objects = backends.OfType<IHoldObjects>().FirstOrDefault()?.Objects ?? new MemoryObjectStore();
        _versions = new Lazy<VersionStore>(() => OpenVersions(backends));

        var wake = new AutoResetEvent(false);
        _ring = new RecordRing(options.Delivery.BufferCapacity, () => wake.Set());
        var lanes = backends.Select(b => new BackendLane(b, options.Delivery, Diagnostics, options.TimeProvider, _random, () => wake.Set()));
        var pump = new DeliveryPump(_ring, [.. lanes], options.Delivery, options.TimeProvider);
        _loop = new DeliveryLoop(pump, _ring, wake, options.Delivery, options.TimeProvider, Diagnostics);
        if (options.FlushOnExit)
        {
            ExitGuard.Watch(this);
        }
    }

    /// <summary>Where trouble inside the library is heard.</summary>
    public TrackingDiagnostics Diagnostics { get; }

    internal TimeProvider Time => _options.TimeProvider;

    /// <summary>Reads runs back, those that are still going on included.</summary>
    /// <exception cref="TrackingException">None of the client's backends can be read.</exception>
    public IRunReader Reader => _reader ?? throw new TrackingException("None of this client's backends can be read back. Add a FileBackend or an InMemoryBackend to TrackingOptions.Backends.");

    /// <summary>Asks for runs: <c>client.Runs.Where("metrics.accuracy &gt; 0.9 ORDER BY min(metrics.loss)")</c>.</summary>
    /// <exception cref="TrackingException">None of the client's backends can be read.</exception>
    public RunQuery Runs => new(Reader, _options.TimeProvider);

    /// <summary>The store's repositories and registered models; see <see cref="Repository"/> and <see cref="Models"/>.</summary>
    /// <exception cref="TrackingException">None of the client's backends keeps versions.</exception>
    public VersionStore Versions => _versions.Value;

    /// <summary>Registered models: versions, aliases, stages, approvals, history.</summary>
    /// <exception cref="TrackingException">None of the client's backends keeps versions.</exception>
    public ModelRegistry Models => Versions.Models;

    /// <summary>Opens a store.</summary>
    /// <param name="store">A folder or a URI. Default: the environment variable <c>MODELTRACKING_URI</c>, else <c>MLFLOW_TRACKING_URI</c>, else <c>./mltrack</c>.</param>
    /// <exception cref="TrackingException">The store cannot be opened; the message says what to do.</exception>
    public static TrackingClient Open(string? store = null) => Open(new TrackingOptions { Store = store });

    /// <summary>Opens a client with options.</summary>
    /// <exception cref="TrackingException">The options are wrong, or the store cannot be opened; the message says what to do.</exception>
    public static TrackingClient Open(TrackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TrackingClient(options);
    }

    /// <summary>The history of a model: commits, branches, tags. The first commit makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="TrackingException">None of the client's backends keeps versions.</exception>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public Repository Repository(string name) => Versions.Repository(name);

    /// <summary>Starts a run, or joins the one that <see cref="RunOptions.Id"/> or <c>MODELTRACKING_RUN_ID</c> names.</summary>
    /// <param name="experiment">Its experiment. Default: see <see cref="TrackingOptions.Experiment"/>.</param>
    /// <param name="options">Name, tags and so on. Default: none.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Run StartRun(string? experiment = null, RunOptions? options = null)
    {
        options ??= new RunOptions();
        var id = options.Id ?? (options.ParentId is null ? RunIdFromEnvironment() : null);
        if (id is { } known && Find(known) is { } summary)
        {
            return TakeUp(summary, options, truncateAfterStep: null);
        }

        return Begin(id ?? RunId.New(), experiment, options, forkedFrom: null, forkStep: null);
    }

    /// <summary>Starts a run nested in another, in the same experiment.</summary>
    public Run StartRun(Run parent, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        options ??= new RunOptions();
        options.ParentId = parent.Id;
        return Begin(options.Id ?? RunId.New(), parent.Experiment, options, forkedFrom: null, forkStep: null);
    }

    /// <summary>
    /// Takes up a run again. Steps may come late and out of order; a step that is logged again replaces the earlier
    /// point, so nothing is doubled.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="truncateAfterStep">Takes back all points with a later step, for example the checkpoint's. Default: none.</param>
    /// <param name="options">Tags to set, context of this process. Default: none.</param>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public Run ResumeRun(RunId id, long? truncateAfterStep = null, RunOptions? options = null) =>
        TakeUp(Find(id) ?? throw NoSuchRun(id), options ?? new RunOptions(), truncateAfterStep);

    /// <summary>Starts a run that has another one's params, tags and points up to a step.</summary>
    /// <param name="source">The run to fork.</param>
    /// <param name="atStep">The last step taken over; null for all. Points without a step are taken over too.</param>
    /// <param name="options">Name and so on. Default: none.</param>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public Run ForkRun(RunId source, long? atStep = null, RunOptions? options = null)
    {
        var summary = Find(source) ?? throw NoSuchRun(source);
        options ??= new RunOptions();
        var run = Begin(options.Id ?? RunId.New(), summary.Experiment, options, source, atStep);
        RunFork.Copy(Reader, summary, run, atStep);
        return run;
    }

    /// <summary>
    /// Edits a run that was logged already, whether it goes on or ended long ago: its status and times stay as they are, and every edit
    /// stays in its history (see <see cref="RunHistory"/>).
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="edit">What to change.</param>
    /// <returns>What became of the edit.</returns>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public Task<DeliveryReport> EditRunAsync(RunId id, RunEdit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var summary = Find(id) ?? throw NoSuchRun(id);
        return RunEditing.ApplyAsync(Open(id, summary.Experiment, summary.Name, new RunOptions(), isEditor: true), edit, summary, _options.TimeProvider.GetUtcNow());
    }

    /// <summary>Runs training code inside a run: ends it as finished, or as failed with the exception, which is passed on.</summary>
    public void Track(string experiment, Action<Run> train, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        TrackAsync(experiment, run =>
        {
            train(run);
            return Task.CompletedTask;
        }, options).GetAwaiter().GetResult();
    }

    /// <summary>Runs training code inside a run: ends it as finished, or as failed with the exception, which is passed on.</summary>
    public async Task TrackAsync(string experiment, Func<Run, Task> train, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        var run = StartRun(experiment, options);
        try
        {
            await train(run).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await run.EndAsync(exception is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed, exception).ConfigureAwait(false);
            throw;
        }

        await run.FinishAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until what was flushed, and the registered models, are at all replicas, or one of them fails.</summary>
    /// <param name="timeout">How long at most. Default: 1 min.</param>
    /// <returns>Whether everything is there; true where there are no replicas.</returns>
    public async Task<bool> SyncAsync(TimeSpan? timeout = null) =>
        _replicator is null || (await _replicator.DrainAsync(timeout ?? TimeSpan.FromMinutes(1)).ConfigureAwait(false)
            && (!_versions.IsValueCreated || (await _replicator.SyncModelsAsync(Models).ConfigureAwait(false)).Count == 0));

    /// <inheritdoc cref="TrackingClient" />
    public async ValueTask DisposeAsync() => await CloseAsync(RunStatus.Finished, null).ConfigureAwait(false);

    /// <inheritdoc cref="TrackingClient" />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal void WakeDelivery() => _loop.Wake();

    internal void Forget(Run run, bool wasDisposed)
    {
        _open.TryRemove(new KeyValuePair<RunId, Run>(run.Id, run));
        if (wasDisposed && _file is not null && ExceptionsInFlight.LastThrown is { Count: > 0 } thrown)
        {
            EndedByDispose.Remember(run.Id, _file.Folder, thrown);
        }
    }

    internal Task NoteEndsAsync(RunStatus status, Exception? exception) =>
        Task.WhenAll(_open.Values.Select(run => run.NoteEnd(RunEnding.Of(status, exception, _options.TimeProvider.GetUtcNow()))));

    internal Task CloseAsync(RunStatus status, Exception? exception)
    {
        lock (_open)
        {
            return _closing ??= FinallyCloseAsync(status, exception);
        }
    }

    private async Task FinallyCloseAsync(RunStatus status, Exception? exception)
    {
        ExitGuard.Forget(this);
        var ends = _open.Values.Select(run => run.EndAsync(status, exception)).ToArray();
        await _artifacts.CompleteAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(ends), Task.Delay(_options.Delivery.ShutdownTimeout)).ConfigureAwait(false);
        await _loop.DisposeAsync().ConfigureAwait(false);
        if (_replicator is not null)
        {
            await EndReplicationAsync(_replicator).ConfigureAwait(false);
        }

        if (_webhooks is not null)
        {
            await _webhooks.DisposeAsync().ConfigureAwait(false);
        }
    }

    private VersionStore OpenVersions(ITrackingBackend[] backends)
    {
        var versions = VersionStore.Of(backends, VersionSources.Options(_options, _snapshot), _reader);
        _webhooks = versions.Folder is null ? null : new LiveWebhooks(versions, _options.Webhooks);
        return versions;
    }

    private Replicator? Replicate(FileBackend? file, IEnumerable<IReplicationTarget> targets) =>
        !targets.Any() ? null
        : file is null ? throw new TrackingException("TrackingOptions.Replicas needs a store in a folder, which runs are sent from. Add a FileBackend, or remove the replicas.")
        : new Replicator(FileStore.Open(file.Folder, Diagnostics, _options.TimeProvider), targets, _options.Replication, Diagnostics) { Told = TellRun };

    // What a target cuts or refuses stands in the run's own report while it is open.
    private void TellRun(RunId id, Trouble trouble)
    {
        if (_open.TryGetValue(id, out var run))
        {
            run.Note(trouble);
        }
        else
        {
            Diagnostics.Report(trouble);
        }
    }

    private async Task EndReplicationAsync(Replicator replicator)
    {
        var isDone = await replicator.DrainAsync(_options.Replication.ShutdownTimeout).ConfigureAwait(false);
        if (isDone && _versions.IsValueCreated)
        {
            // Only where this process used models: another one's 'sync' brings those that were there before.
            try
            {
                using var limit = new CancellationTokenSource(_options.Replication.ShutdownTimeout, _options.Replication.TimeProvider);
                isDone = (await replicator.SyncModelsAsync(Models, limit.Token).ConfigureAwait(false)).Count == 0;
            }
            catch (OperationCanceledException)
            {
                isDone = false;
            }
        }

        if (!isDone)
        {
            Diagnostics.Report(new Trouble(TroubleKind.ReplicaUnavailable, $"Not everything is at {string.Join(", ", replicator.Targets)} yet.", $"Nothing is lost: 'modeltracking sync --store {_file!.Folder}' sends the rest."));
        }

        await replicator.DisposeAsync().ConfigureAwait(false);
    }

    private Run Begin(RunId id, string? experiment, RunOptions options, RunId? forkedFrom, long? forkStep)
    {
        var run = Open(id, experiment ?? DefaultExperiment(), options.Name ?? MadeUpName(), options);
        run.Log(new RunStarted(run.Experiment, run.Name)
        {
            ParentId = options.ParentId,
            Description = options.Description,
            ForkedFrom = forkedFrom,
            ForkStep = forkStep,
        });
        if (_replicator is not null && options.ParentId is null && Interlocked.Exchange(ref _attached, 1) == 0
            && (Environment.GetEnvironmentVariable("MLFLOW_RUN_ID") ?? Environment.GetEnvironmentVariable("AZUREML_RUN_ID")) is { Length: > 0 } given)
        {
            // Whoever started this process has made a run there for it: this one becomes that.
            run.SetTag(ReplicaRequest.AttachTag, given);
        }

        return WithCapture(WithTags(run, options), options.ParentId, isTakenUp: false);
    }

    private Run TakeUp(RunSummary summary, RunOptions options, long? truncateAfterStep)
    {
        var run = Open(summary.Id, summary.Experiment, summary.Name, options);
        run.Know(summary.Params);
        run.Log(new RunResumed(_file?.EndedPositions(summary) ?? summary.Positions) { TruncateAfterStep = truncateAfterStep });
        return WithCapture(WithTags(run, options), summary.ParentId, isTakenUp: true);
    }

    private Run Open(RunId id, string experiment, string name, RunOptions options, bool isEditor = false)
    {
        ObjectDisposedException.ThrowIf(_closing is not null, this);
        Run? run = null;
        var channel = new RunChannel(id, WriterId.New(), _ring, _options.Delivery.Overflow)
        {
            LoggedAfterEnd = () => run!.Tell(new Trouble(TroubleKind.RunEnded, $"Something was logged to run '{name}' after it had ended; it is lost.", "Log before the run is disposed or finished, or take it up again with client.ResumeRun.")),
        };
        run = new Run(new RunContext(this, experiment, name, options.Context, _objects, _artifacts, Diagnostics, _options.TimeProvider, _options.ThrowOnError), channel);
        if (!isEditor)
        {
            _open[id] = run;
        }

        channel.Post(new RunCommand(channel) { IsOpening = true });
        WakeDelivery();
        _replicator?.Follow(id);
        return run;
    }

    private static Run WithTags(Run run, RunOptions options)
    {
        foreach (var (key, value) in options.Tags)
        {
            run.SetTag(key, value);
        }

        return run;
    }

    private Run WithCapture(Run run, RunId? parent, bool isTakenUp)
    {
        var outer = parent is { } id && _open.TryGetValue(id, out var open) ? open.Capture : null;
        run.Capture = new RunCapture(run, _snapshot, outer, isTakenUp ? run.Channel.Writer : null, _stores, _options.TimeProvider);
        run.Capture.Begin();
        return run;
    }

    private RunSummary? Find(RunId id) => _reader?.GetRunAsync(id).GetAwaiter().GetResult();

    internal static TrackingException NoSuchRun(RunId id) =>
        new($"There is no run {id} in this store. 'modeltracking runs' lists those there are.");

    private string DefaultExperiment() =>
        new[] { _options.Experiment, Environment.GetEnvironmentVariable("MODELTRACKING_EXPERIMENT"), Environment.GetEnvironmentVariable("MLFLOW_EXPERIMENT_NAME") }.FirstOrDefault(e => !string.IsNullOrEmpty(e)) ?? "default";

    private string MadeUpName()
    {
        lock (_random)
        {
            return RunNames.Next(_random);
        }
    }

    private static RunId? RunIdFromEnvironment()
    {
        const string Variable = "MODELTRACKING_RUN_ID";
        var text = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(text) ? null
            : RunId.TryParse(text, out var id) ? id
            : throw new TrackingException($"The environment variable {Variable} is '{text}', which is not a run id. Set it to 32 hexadecimal digits, or remove it.");
    }
}
