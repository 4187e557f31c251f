using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>
/// The way to one backend: one write at a time, in order, tried again until it succeeds or is refused for good.
/// Decides and sends, but waits for nothing: the pump calls <see cref="Advance"/> again. Delivery loop only.
/// </summary>
internal sealed class BackendLane
{
    private readonly Queue<PendingBatch> _queue = [];
    private readonly ITrackingBackend _backend;
    private readonly SyncQueue? _syncs;
    private readonly RetrySchedule _schedule;
    private readonly TrackingDiagnostics _diagnostics;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private Task? _inFlight;
    private int _failures;
    private long _retryAt;
    private long _queuedCount;

    /// <param name="backend">Where batches go.</param>
    /// <param name="options">Retry delays.</param>
    /// <param name="diagnostics">Hears of failures.</param>
    /// <param name="time">Decides when a retry is due.</param>
    /// <param name="random">Spreads retries.</param>
    /// <param name="wake">Called from any thread when a write that took its time has ended.</param>
    public BackendLane(ITrackingBackend backend, DeliveryOptions options, TrackingDiagnostics diagnostics, TimeProvider time, Random random, Action wake)
    {
        _backend = backend;
        _syncs = backend is ISyncsApart apart ? new SyncQueue(apart, wake) : null;
        _schedule = new RetrySchedule(options.FirstRetryDelay, options.MaxRetryDelay);
        _diagnostics = diagnostics;
        _time = time;
        _random = random;
        _wake = wake;
    }

    /// <summary>Points that wait in memory.</summary>
    public long QueuedPoints { get; private set; }

    /// <summary>Records and points that are not yet as safe as they were asked to be.</summary>
    public long QueuedCount => _queuedCount + (_syncs?.Count ?? 0);

    /// <summary>True while the last try has failed.</summary>
    public bool IsFailing => _failures > 0;

    public bool IsEmpty => _queue.Count == 0 && _syncs is null or { IsEmpty: true };

    public void Enqueue(PendingBatch batch)
    {
        _queue.Enqueue(batch);
        QueuedPoints += batch.Points;
        _queuedCount += batch.Count;
        if (IsFailing)
        {
            // Whoever flushes now learns at once that the backend fails, instead of waiting for a try.
            batch.Release(QueuedCount);
        }
    }

    /// <summary>Sends what can be sent now.</summary>
    /// <param name="ignoreDelay">Tries at once although a retry is not due (shutdown).</param>
    public void Advance(bool ignoreDelay = false)
    {
        EndSync();
        while (_queue.TryPeek(out var head))
        {
            if (_inFlight is { IsCompleted: false })
            {
                break;
            }

            if (_inFlight is { } ended)
            {
                _inFlight = null;
                Settle(head, ended.Exception?.InnerException ?? (ended.IsCanceled ? new OperationCanceledException() : null));
            }
            else if (MustWait(ignoreDelay))
            {
                return;
            }
            else
            {
                ignoreDelay = false;
                Send(head);
            }
        }

        if (!MustWait(ignoreDelay))
        {
            _syncs?.Begin();
        }
    }

    /// <summary>Gives up the oldest points until no more than <paramref name="limit"/> wait.</summary>
    public void DropPointsBeyond(long limit)
    {
        foreach (var batch in _queue)
        {
            if (QueuedPoints <= limit)
            {
                return;
            }

            // The one in flight is with the backend already.
            if (_inFlight is null || !ReferenceEquals(batch, _queue.Peek()))
            {
                var dropped = batch.DropPoints();
                QueuedPoints -= dropped;
                _queuedCount -= dropped;
                if (dropped > 0)
                {
                    Tell(TroubleKind.PointsDropped, $"{dropped} metric points of run {batch.Run.Id} were dropped: {_backend.GetType().Name} has failed for so long that the memory for waiting points is full.", "Restore access, or raise DeliveryOptions.MaxPendingPoints.", null, batch);
                }
            }
        }
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private bool MustWait(bool ignoreDelay) => IsFailing && !ignoreDelay && _time.GetTimestamp() < _retryAt;

    private void Send(PendingBatch head)
    {
        try
        {
            var write = _backend.WriteAsync(_syncs is null ? head.Batch : WithoutSync(head.Batch), CancellationToken.None);
            if (write.IsCompletedSuccessfully)
            {
                Settle(head, null);
            }
            else
            {
                _inFlight = write.AsTask();
                _ = _inFlight.ContinueWith(static (_, wake) => ((Action)wake!)(), _wake, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
        catch (Exception exception)
        {
            Settle(head, exception);
        }
    }

    private static RecordBatch WithoutSync(RecordBatch batch) =>
        batch.Durable || batch.IsLast ? new RecordBatch(batch.RunId, batch.Writer, batch.Records) : batch;

    private void Settle(PendingBatch head, Exception? failure)
    {
        if (failure is not null and not BatchRejectedException)
        {
            Fail(failure, head);
            return;
        }

        _failures = 0;
        _queue.Dequeue();
        QueuedPoints -= head.Points;
        _queuedCount -= head.Count;
        if (failure is not null)
        {
            Tell(TroubleKind.WriteRejected, $"{_backend.GetType().Name} refused {head.Count} records of run {head.Run.Id} for good: {failure.Message}", "They are not sent again; correct what the message names and log them anew.", failure, head);
            head.Complete(refused: true);
        }
        else if (_syncs is not null && (head.Batch.Durable || head.Batch.IsLast))
        {
            _syncs.Add(head);
        }
        else
        {
            head.Complete(refused: false);
        }
    }

    private void EndSync()
    {
        if (_syncs is null || !_syncs.TryEnd(out var safe, out var failure))
        {
            return;
        }

        if (failure is not null)
        {
            Fail(failure, _syncs.Batches.First());
            return;
        }

        _failures = 0;
        foreach (var batch in safe)
        {
            if (batch.Batch.IsLast)
            {
                Close(batch);
            }

            batch.Complete(refused: false);
        }
    }

    // Everything is stored: the backend may let go of the run. What goes wrong now costs no record.
    private void Close(PendingBatch last)
    {
        try
        {
            var closed = _backend.WriteAsync(new RecordBatch(last.Batch.RunId, last.Batch.Writer, []) { IsLast = true }, CancellationToken.None);
            if (!closed.IsCompletedSuccessfully)
            {
                closed.AsTask().GetAwaiter().GetResult();
            }
        }
        catch (Exception exception)
        {
            Tell(TroubleKind.WriteFailed, $"{_backend.GetType().Name} could not close run {last.Run.Id}: {exception.Message}", "Its records are stored; 'modeltracking doctor --repair' tidies up.", exception, last);
        }
    }

    private void Fail(Exception failure, PendingBatch first)
    {
        _failures++;
        _retryAt = _time.GetTimestamp() + (long)(_schedule.Delay(_failures, _random.NextDouble()).TotalSeconds * _time.TimestampFrequency);
        Tell(TroubleKind.WriteFailed, $"{_backend.GetType().Name} could not store {first.Count} records of run {first.Run.Id}: {failure.Message}", "They are kept in memory and tried again; make room or restore access before the program ends.", failure, first);
        foreach (var batch in _queue.Concat(_syncs?.Batches ?? []))
        {
            batch.Release(QueuedCount);
        }
    }

    private void Tell(TroubleKind kind, string message, string remedy, Exception? exception, PendingBatch batch)
    {
        var trouble = new Trouble(kind, message, remedy, exception);
        batch.Run.Count(trouble);
        _diagnostics.Report(trouble);
    }
}
