using ModelTracking.Artifacts;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>
/// Brings one run to one target, pass by pass: what the journal has beyond the cursor, in order, and the artifacts beside it. Holds the
/// run's lock. A pass ends with <see cref="ReplicationException"/> where the target fails; the next one goes on from there. Not thread-safe.
/// </summary>
internal sealed class RunReplication : IDisposable
{
    private const int MostPending = 1000;
    private readonly ReplicationContext _context;
    private readonly IDisposable _lock;
    private readonly CursorWriter _cursor;
    private readonly RunId _id;
    private IRunReplica? _replica;

    // Parent and child may begin in the same moment, and the child's file be there first.
    private bool _lacksParent;
    private int _largest = int.MaxValue;

    // Whether the last request may have been stored without our knowing: then each batch is looked up before it is sent, until one is not there.
    private bool _inDoubt;

    private RunReplication(ReplicationContext context, RunId id, IDisposable @lock)
    {
        _context = context;
        _id = id;
        _lock = @lock;
        var state = context.Files.Load(id);
        _cursor = new CursorWriter(context.Files, state);
        _inDoubt = state.IsOpen || state.RemoteId is null;
    }

    public ReplicaState State => _cursor.State;

    /// <summary>Records and points sent so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Takes the run's lock; null where another process is sending it.</summary>
    public static RunReplication? TryBegin(ReplicationContext context, RunId id) =>
        context.Files.TryLock(id) is { } held ? new RunReplication(context, id, held) : null;

    /// <summary>Sends what is there now.</summary>
    /// <param name="progress">Told after each answer.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <returns>Whether the target has everything, the run's end included.</returns>
    /// <exception cref="ReplicationException">The target failed.</exception>
    public async Task<bool> PassAsync(Action<ReplicationProgress>? progress, CancellationToken cancellationToken)
    {
        if (await _context.Reader.GetRunAsync(_id, cancellationToken).ConfigureAwait(false) is not { } run || ReplicationContext.IsUnborn(run))
        {
            // Its beginning is not written yet.
            return false;
        }

        try
        {
            if (State.IsComplete(run))
            {
                return run.Status != RunStatus.Running;
            }

            if (_replica is null || (_lacksParent && await HasParentAsync(run, cancellationToken).ConfigureAwait(false)))
            {
                _replica = await OpenAsync(run, cancellationToken).ConfigureAwait(false);
            }

            await SendAllAsync(run, progress, cancellationToken).ConfigureAwait(false);

            // What was written before a status was written before it was read.
            var now = await _context.Reader.GetRunAsync(_id, cancellationToken).ConfigureAwait(false) ?? run;
            if (State.Lag(now) == 0 && State.Pending.Count == 0 && State.Status != now.Status)
            {
                _replica = _lacksParent && await HasParentAsync(now, cancellationToken).ConfigureAwait(false) ? await OpenAsync(now, cancellationToken).ConfigureAwait(false) : _replica;
                await _replica.SetStatusAsync(now, cancellationToken).ConfigureAwait(false);
                _cursor.Change(s => s with { Status = now.Status, LastSent = _context.Now });
            }

            _cursor.Change(s => s.LastError is null ? s : s with { LastError = null });
            return State.IsComplete(now) && now.Status != RunStatus.Running;
        }
        catch (ReplicationException exception)
        {
            Note(exception);
            throw;
        }
        catch (Exception)
        {
            // Broken off, by us or by a fault of ours: the last request may have arrived.
            _inDoubt = true;
            throw;
        }
        finally
        {
            await _cursor.SaveAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (State.IsOpen && !_inDoubt)
        {
            _cursor.Change(s => s with { IsOpen = false });
            _cursor.SaveAsync().GetAwaiter().GetResult();
        }

        _lock.Dispose();
    }

    private void Note(ReplicationException exception)
    {
        if (exception.Fault == ReplicationFault.RunGone)
        {
            // Made anew and sent from the beginning the next time; artifacts come by again with their records.
            _replica = null;
            _cursor.Change(s => new ReplicaState { Target = s.Target, Run = s.Run, Quarantined = s.Quarantined });
            _inDoubt = true;
        }
        else if (exception.Fault is ReplicationFault.Unavailable && exception.MayHaveArrived)
        {
            _inDoubt = true;
        }

        _cursor.Change(s => s with { LastError = exception.Message });
    }

    private async Task<IRunReplica> OpenAsync(RunSummary run, CancellationToken cancellationToken)
    {
        var parent = run.ParentId is { } id ? await _context.ParentAsync(id, cancellationToken).ConfigureAwait(false) : null;
        _lacksParent = run.ParentId is not null && parent is null;
        var replica = await _context.Target.OpenRunAsync(new ReplicaRequest(run)
        {
            KnownId = State.RemoteId,
            ParentId = parent,
            FindArtifacts = FindArtifactsAsync,
            FindPoints = (key, range, cancel) => _context.Reader.ReadPointsAsync(_id, key, range, cancel),
        }, cancellationToken).ConfigureAwait(false);
        _inDoubt = !replica.IsNew && (_inDoubt || replica.Id != State.RemoteId);
        _cursor.Change(s => s.RemoteId is null || s.RemoteId == replica.Id
            ? s with { RemoteId = replica.Id, IsOpen = true }
            : new ReplicaState { Target = s.Target, Run = s.Run, RemoteId = replica.Id, IsOpen = true });
        await _cursor.SaveAsync().ConfigureAwait(false);
        return replica;
    }

    private async Task<bool> HasParentAsync(RunSummary run, CancellationToken cancellationToken) =>
        run.ParentId is { } id && await _context.ParentAsync(id, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<IReadOnlyList<ArtifactUpload>> FindArtifactsAsync(string beginning, CancellationToken cancellationToken)
    {
        var run = await _context.Reader.GetRunAsync(_id, cancellationToken).ConfigureAwait(false);
        return [.. (run?.Artifacts ?? [])
            .Where(a => a.Path.StartsWith(beginning, StringComparison.Ordinal) && _context.Objects.Contains(a.Hash))
            .Select(a => new ArtifactUpload(a.Path, new ArtifactContent(a.Hash, a.Length, () => _context.Objects.OpenRead(a.Hash))) { MediaType = a.MediaType })];
    }

    private async Task SendAllAsync(RunSummary run, Action<ReplicationProgress>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        UploadLane? lane = null;
        void Tell() => progress?.Invoke(new ReplicationProgress(run, _context.Target.Name, State.Positions.Sum(p => p.Sequence), run.Positions.Sum(p => p.Sequence)) { Bytes = lane!.Bytes, TotalBytes = lane.TotalBytes });
        using var uploads = lane = new UploadLane(_replica!, _cursor, _context.Objects, _context.Options.ParallelUploads, Quarantine, Tell);
        foreach (var artifact in State.Pending)
        {
            uploads.Begin(artifact, stop.Token);
        }

        var found = new List<ArtifactLogged>();
        var cutter = new BatchCutter(_context.Target, found.Add);
        try
        {
            await foreach (var records in _context.Reader.ReadRecordsAsync(_id, State.Positions, follow: false, cancellationToken).ConfigureAwait(false))
            {
                cutter.Add(records);
                await SendReadyAsync(cutter, found, uploads, Tell, stop.Token).ConfigureAwait(false);
                if (State.Pending.Count >= MostPending)
                {
                    await uploads.CompleteAsync().ConfigureAwait(false);
                }
            }

            cutter.Complete();
            await SendReadyAsync(cutter, found, uploads, Tell, stop.Token).ConfigureAwait(false);
            await uploads.CompleteAsync().ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await uploads.CompleteAsync().ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            throw;
        }
    }

    private async Task SendReadyAsync(BatchCutter cutter, List<ArtifactLogged> found, UploadLane uploads, Action tell, CancellationToken cancellationToken)
    {
        // Noted before the position moves past their records.
        foreach (var artifact in found.Where(a => State.Sent.GetValueOrDefault(a.Path) != a.Hash || State.Pending.Any(p => p.Path == a.Path)))
        {
            var pending = new PendingArtifact(artifact.Path, artifact.Hash, artifact.Length, artifact.MediaType)
            {
                IsFirst = !State.Sent.ContainsKey(artifact.Path) && !State.Pending.Any(p => p.Path == artifact.Path),
            };
            _cursor.Change(s => s with { Pending = [.. s.Pending.Where(p => p.Path != pending.Path), pending] });
            uploads.Begin(pending, cancellationToken);
        }

        found.Clear();
        while (cutter.TryTake(out var batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SendAsync(batch, cancellationToken).ConfigureAwait(false);
            _cursor.Change(s => batch.Records.Count > 0 ? s.Advance(batch.Writer, batch.LastSequence).Told(_context.Now) : s.Advance(batch.Writer, batch.LastSequence));
            tell();
        }
    }

    private async Task SendAsync(ReplicaBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Records.Count == 0)
        {
            return;
        }

        var items = batch.Items;
        if (items > _largest)
        {
            await SendHalvesAsync(batch, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            var answer = await _replica!.SendAsync(batch with { MayBeThere = _inDoubt }, cancellationToken).ConfigureAwait(false);
            var points = batch.Points;
            _inDoubt &= points == 0 || answer.AlreadyThere > 0;
            Sent += items - answer.AlreadyThere;
            _context.Adjusted(_cursor, answer.Adjustments);
        }
        catch (ReplicationException exception) when (exception.Fault is ReplicationFault.TooLarge or ReplicationFault.Refused)
        {
            // A part of what was refused as a whole may be there.
            _inDoubt |= exception.Fault == ReplicationFault.Refused && exception.MayHaveArrived;
            if (items == 1)
            {
                Quarantine(batch.Writer, batch.Records[0], exception.Message);
                return;
            }

            _largest = exception.Fault == ReplicationFault.TooLarge ? Math.Max(1, items / 2) : _largest;
            await SendHalvesAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendHalvesAsync(ReplicaBatch batch, CancellationToken cancellationToken)
    {
        var (first, second) = batch.Halve();
        await SendAsync(first, cancellationToken).ConfigureAwait(false);
        _cursor.Change(s => s.Advance(first.Writer, first.LastSequence));
        await SendAsync(second, cancellationToken).ConfigureAwait(false);
    }

    private void Quarantine(PendingArtifact artifact, string reason) =>
        Quarantine("", new ArtifactLogged(artifact.Path, artifact.Hash, artifact.Length, artifact.MediaType), reason);

    private void Quarantine(string writer, TrackingRecord record, string reason)
    {
        _context.Files.Quarantine(_id, new QuarantinedRecord(_context.Now, writer, record.Sequence, reason, RecordText.Of(record)));
        _cursor.Change(s => s with { Quarantined = s.Quarantined + 1 });
        _context.Refused(_id, reason);
    }
}
