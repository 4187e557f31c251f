using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>
/// One turn of delivery: take from the ring, cut batches that are due, let the lanes send. It owns no thread and
/// never waits, so a test turns it by hand with a clock of its own. One caller at a time; at least one lane.
/// </summary>
internal sealed class DeliveryPump
{
    /// <summary>A training that logs more often than in each of these turns never has to wake the loop.</summary>
    private const int TurnsBeforeSleep = 3;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly RecordRing _ring;
    private readonly IReadOnlyList<BackendLane> _lanes;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly List<RunChannel> _runs = [];
    private readonly long _flushInterval;
    private readonly long _syncInterval;
    private readonly long _heartbeatInterval;
    private int _quietTurns;
    private int _unbegun;

    public DeliveryPump(RecordRing ring, IReadOnlyList<BackendLane> lanes, DeliveryOptions options, TimeProvider time)
    {
        _ring = ring;
        _lanes = lanes;
        _options = options;
        _time = time;
        _flushInterval = Ticks(options.FlushInterval);
        _syncInterval = Ticks(options.SyncInterval);
        _heartbeatInterval = Ticks(options.HeartbeatInterval);
    }

    /// <summary>True when nothing waits anywhere.</summary>
    public bool IsIdle => _ring.Count == 0 && _lanes.All(l => l.IsEmpty) && !_runs.Exists(r => r.HasGathered);

    /// <summary>Records and points that some backend has not stored yet.</summary>
    public long Undelivered => _lanes.Max(l => l.QueuedCount) + _ring.Count;

    /// <summary>Takes one turn.</summary>
    /// <param name="hurry">Cuts everything now and tries failed writes at once (shutdown).</param>
    /// <returns>How long the pump needs no turn unless it is woken, as the ring does for what is logged; infinite where no run is open.</returns>
    public TimeSpan Turn(bool hurry = false)
    {
        _ring.Rise();
        foreach (var lane in _lanes)
        {
            lane.Advance(hurry);
        }

        var taken = 0;
        if (MayTake())
        {
            var taker = new Taker(this);
            taken = _ring.Take(ref taker, _ring.Capacity);
        }

        var now = _time.GetTimestamp();
        foreach (var run in _runs)
        {
            CutIfDue(run, now, hurry);
        }

        for (var i = 0; i < _lanes.Count; i++)
        {
            _lanes[i].Advance();
            Bound(_lanes[i], isFirst: i == 0);
        }

        return taken >= _ring.Capacity / 2 ? TimeSpan.Zero : NextTurn(taken, now);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    // A healthy but slow first backend makes producers wait, through the full ring: memory stays bounded, nothing is lost.
    private bool MayTake() => _lanes[0].IsFailing || _lanes[0].QueuedPoints <= _options.MaxPendingPoints;

    // The first backend is the local journal; no other may hold it up, nor a failing one eat the memory.
    private void Bound(BackendLane lane, bool isFirst)
    {
        if (lane.IsFailing || !isFirst)
        {
            lane.DropPointsBeyond(_options.MaxPendingPoints);
        }
    }

    private void CutIfDue(RunChannel run, long now, bool hurry)
    {
        TellDrops(run);
        var syncIsDue = _options.Durability != Durability.ProcessCrash && run.UnsyncedSince is { } since && now - since >= _syncInterval;
        var waited = now - run.LastCut;
        if (run.HasGathered
            ? hurry || syncIsDue || waited >= _flushInterval || run.GatheredPoints >= _ring.Capacity / 2
            : syncIsDue || waited >= _heartbeatInterval)
        {
            Cut(run, now, durable: syncIsDue || _options.Durability == Durability.EveryFlush);
        }
    }

    private void TellDrops(RunChannel run)
    {
        var dropped = run.TakeUntoldDrops();
        if (dropped > 0)
        {
            run.Gather(new EventLogged("delivery.dropped", $"{dropped} metric points were dropped.")
            {
                Severity = EventSeverity.Error,
                Time = _time.GetUtcNow(),
            });
        }
    }

    private void Cut(RunChannel run, long now, bool durable, bool isLast = false, TaskCompletionSource<DeliveryReport>? flushed = null)
    {
        if (_unbegun > 0)
        {
            BeginEarlier(run, now);
        }

        Send(run, now, durable, isLast, flushed);
    }

    // A nested run that ends at once must not be in the store without the run it is nested in: whoever reads it there then, such as a
    // replica, would find no parent and never look again.
    private void BeginEarlier(RunChannel run, long now)
    {
        foreach (var earlier in _runs)
        {
            if (ReferenceEquals(earlier, run))
            {
                return;
            }

            if (!earlier.HasBegun && earlier.HasGathered)
            {
                Send(earlier, now, durable: false);
            }
        }
    }

    private void Send(RunChannel run, long now, bool durable, bool isLast = false, TaskCompletionSource<DeliveryReport>? flushed = null)
    {
        _unbegun -= run.HasBegun ? 0 : 1;
        var batch = run.Cut(durable, isLast);
        run.LastCut = now;
        run.UnsyncedSince = durable ? null : run.UnsyncedSince ?? now;
        if (flushed is not null)
        {
            batch.Wait(flushed);
        }

        batch.SendTo(_lanes.Count);
        foreach (var lane in _lanes)
        {
            lane.Enqueue(batch);
        }
    }

    private void Obey(RunCommand command)
    {
        var run = command.Run;
        var now = _time.GetTimestamp();
        if (command.IsOpening)
        {
            _runs.Add(run);
            _unbegun++;
            run.LastCut = now;
        }

        command.Work?.Invoke();
        if (command.Record is not null)
        {
            run.Gather(command.Record);
        }

        if (command.Flushed is not null || command.IsLast)
        {
            TellDrops(run);
            Cut(run, now, durable: command.IsLast || _options.Durability != Durability.ProcessCrash, command.IsLast, command.Flushed);
        }

        if (command.IsLast)
        {
            _runs.Remove(run);
        }
    }

    private TimeSpan NextTurn(int taken, long now)
    {
        var hasWork = taken > 0 || !_lanes.All(l => l.IsEmpty) || _runs.Exists(r => r.HasGathered);
        if (_runs.Count == 0 && !hasWork)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // While points keep coming the ring is looked at each interval: producers need not signal every one.
        _quietTurns = hasWork ? 0 : _quietTurns + 1;
        return _quietTurns >= TurnsBeforeSleep && _ring.TrySleep() ? UntilNextDuty(now) : _options.FlushInterval;
    }

    // What open runs need although nothing is logged: to be synced, and to say that they are alive.
    private TimeSpan UntilNextDuty(long now)
    {
        var due = long.MaxValue;
        foreach (var run in _runs)
        {
            due = Math.Min(due, run.LastCut + _heartbeatInterval);
            if (_options.Durability != Durability.ProcessCrash && run.UnsyncedSince is { } since)
            {
                due = Math.Min(due, since + _syncInterval);
            }
        }

        var wait = TimeSpan.FromSeconds(Math.Min((double)(due - now) / _time.TimestampFrequency, LongestSleep.TotalSeconds));
        return wait > _options.FlushInterval ? wait : _options.FlushInterval;
    }

    private readonly struct Taker(DeliveryPump pump) : IRingConsumer
    {
        public void Consume(object target, long step, long time, double value)
        {
            if (target is SeriesChannel series)
            {
                series.Gather(new MetricPoint(value, step, time));
            }
            else
            {
                pump.Obey((RunCommand)target);
            }
        }
    }
}
