using ModelTracking.Artifacts;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Replication;

/// <summary>
/// Sends the runs of a store to other places: once (<see cref="SyncAsync(IReadOnlyCollection{RunId}?, IProgress{ReplicationProgress}?, CancellationToken)"/>), or beside the training, as they grow
/// (<see cref="Follow"/>). Each run and target has a cursor in the store's folder that moves only after an answer, so it may be broken off
/// and begun again at any moment, by any process that has the folder; two of them never send the same run at once. Thread-safe.
/// </summary>
public sealed class Replicator : IAsyncDisposable
{
    private readonly FileStore _store;
    private readonly ReplicationOptions _options;
    private readonly TrackingDiagnostics _diagnostics;
    private readonly ReplicationContext[] _contexts;
    private readonly LiveFollower[] _followers;
    private readonly Random _random;

    /// <summary>Makes a replicator. It disposes the targets.</summary>
    /// <param name="store">The store whose runs are sent.</param>
    /// <param name="targets">Where to.</param>
    /// <param name="options">How. Default: see <see cref="ReplicationOptions"/>.</param>
    /// <param name="diagnostics">Hears of trouble. Default: nobody.</param>
    public Replicator(FileStore store, IEnumerable<IReplicationTarget> targets, ReplicationOptions? options = null, TrackingDiagnostics? diagnostics = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(targets);
        _store = store;
        _options = options ?? new ReplicationOptions();
        _diagnostics = diagnostics ?? new TrackingDiagnostics();
        _random = _options.Seed is { } seed ? new Random(seed) : new Random();
        var objects = new FileObjectStore(new StoreLayout(store.Folder).Objects);
        _contexts = [.. targets.Select(t => new ReplicationContext(t, ReplicaFiles.Of(store.Folder, t.Name), store.Reader, objects, _options, _diagnostics))];
        _followers = [.. _contexts.Select(c => new LiveFollower(c, new Random(_random.Next())))];
    }

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> Targets => [.. _contexts.Select(c => c.Target.Name)];

    /// <summary>Hears of trouble with one run instead of the diagnostics.</summary>
    internal Action<RunId, Trouble> Told
    {
        init => Array.ForEach(_contexts, c => c.Told = value);
    }

    /// <summary>Sends a run in the background as it grows, to its end.</summary>
    public void Follow(RunId run)
    {
        foreach (var follower in _followers)
        {
            follower.Follow(run);
        }
    }

    /// <summary>Waits until the followed runs are sent as far as their journals go, or a target fails, or the time is over.</summary>
    /// <returns>Whether everything is there.</returns>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        var all = await Task.WhenAll(_followers.Select(f => f.DrainAsync(timeout))).ConfigureAwait(false);
        return all.All(isDone => isDone);
    }

    /// <summary>Sends what is missing, and returns when it is there or a target fails for longer than <see cref="ReplicationOptions.Patience"/>.</summary>
    /// <param name="runs">Which runs. Default: all of the store.</param>
    /// <param name="progress">Told after each answer.</param>
    /// <param name="cancellationToken">Stops; what was sent is remembered.</param>
    public async Task<SyncReport> SyncAsync(IReadOnlyCollection<RunId>? runs = null, IProgress<ReplicationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var summaries = new List<RunSummary>();
        await foreach (var run in _store.Reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (runs is null || runs.Contains(run.Id))
            {
                summaries.Add(run);
            }
        }

        // Oldest first: parents begin before their children.
        summaries.Reverse();
        var reports = await Task.WhenAll(_contexts.Select(c => SyncAsync(c, summaries, progress, cancellationToken))).ConfigureAwait(false);
        return new SyncReport
        {
            Replicas = [.. reports.SelectMany(r => r.Replicas)],
            Sent = reports.Sum(r => r.Sent),
            Busy = reports.Sum(r => r.Busy),
            Problems = [.. reports.SelectMany(r => r.Problems).Distinct()],
        };
    }

    /// <summary>Brings registered models that have changed to the targets that have a registry. Send the runs first: versions point to them.</summary>
    /// <param name="models">The store's models.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What went wrong; empty where everything is there.</returns>
    public async Task<IReadOnlyList<string>> SyncModelsAsync(ModelRegistry models, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        var problems = new List<string>();
        foreach (var context in _contexts)
        {
            problems.AddRange(await ModelReplication.SyncAsync(context, models, cancellationToken).ConfigureAwait(false));
        }

        return problems;
    }

    /// <summary>Stops following, and disposes the targets. Does not wait for anything to be sent (see <see cref="DrainAsync"/>).</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers)
        {
            await follower.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var context in _contexts)
        {
            await context.Target.DisposeAsync().ConfigureAwait(false);
            context.Dispose();
        }
    }

    private async Task<SyncReport> SyncAsync(ReplicationContext context, List<RunSummary> runs, IProgress<ReplicationProgress>? progress, CancellationToken cancellationToken)
    {
        using var loop = new TargetLoop(context, new Random(_random.Next()));
        var problems = new List<string>();
        var busy = 0;
        var tell = progress is null ? null : (Action<ReplicationProgress>)progress.Report;
        foreach (var run in runs)
        {
            if (context.Files.Load(run.Id).IsComplete(run))
            {
                continue;
            }

            var began = _options.TimeProvider.GetTimestamp();
            var before = loop.Sent;
            bool? isDone;
            while ((isDone = await loop.PassAsync(run.Id, tell, cancellationToken).ConfigureAwait(false)) is null && loop.Until is { } until)
            {
                if (loop.Sent > before)
                {
                    // It works now and then: that is worth more patience.
                    (before, began) = (loop.Sent, _options.TimeProvider.GetTimestamp());
                }

                var wait = until - context.Now;
                if (loop.Problem!.Fault == ReplicationFault.Unauthorized || _options.TimeProvider.GetElapsedTime(began) + wait > _options.Patience)
                {
                    break;
                }

                progress?.Report(new ReplicationProgress(run, context.Target.Name, 0, 0) { Waiting = loop.Problem.Message });
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }

            if (loop.Problem is { } problem)
            {
                problems.Add(context.Named(problem.Message));
                break;
            }

            if (isDone is null)
            {
                if (loop.IsBlocked(run.Id))
                {
                    problems.Add($"{context.Target.Name}: run {run.Name}: {context.Files.Load(run.Id).LastError}");
                }
                else
                {
                    busy++;
                }
            }

            loop.Release(run.Id);
        }

        return new SyncReport
        {
            Replicas = [.. runs.Select(r => Replicas.StatusOf(context.Files.Load(r.Id), r))],
            Sent = loop.Sent,
            Busy = busy,
            Problems = problems,
        };
    }
}
