using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>
/// The way of one run's records: training threads post commands into the shared ring; the delivery loop numbers and
/// gathers them here until a batch is cut. Members say on which side they may be called.
/// </summary>
internal sealed class RunChannel(RunId id, string writer, RecordRing ring, OverflowPolicy overflow)
{
    private readonly ConcurrentDictionary<TroubleKind, TroubleCount> _troubles = new();
    private List<SeriesChannel> _open = [];
    private List<TrackingRecord> _records = [];
    private List<MetricPoint[]> _rented = [];
    private long _nextSequence = 1;
    private long _dropped;
    private long _untoldDrops;
    private long _delivered;
    private long _rejected;
    private volatile bool _ended;

    public RunId Id => id;

    public string Writer => writer;

    public RecordRing Ring => ring;

    /// <summary>True once the run takes no more. Any thread.</summary>
    public bool IsEnded => _ended;

    /// <summary>Called when something is logged after the end. Set once, before the run is used.</summary>
    public Action? LoggedAfterEnd { get; init; }

    /// <summary>Looks at each record on its way, and gives records to be put after it. Set once, before the run is used; called by the delivery loop only.</summary>
    public Func<TrackingRecord, IReadOnlyList<TrackingRecord>>? Watch { get; set; }

    /// <summary>Whether anything waits to be cut into a batch. Delivery loop only.</summary>
    public bool HasGathered => _open.Count > 0 || _records.Count > 0;

    /// <summary>Points gathered since the last cut. Delivery loop only.</summary>
    public int GatheredPoints { get; set; }

    /// <summary>True once the first batch was cut. Delivery loop only.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True once the last batch was cut. Delivery loop only.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>When the oldest write that was not yet synced happened; null where all is synced. Delivery loop only.</summary>
    public long? UnsyncedSince { get; set; }

    /// <summary>When the last batch was cut. Delivery loop only.</summary>
    public long LastCut { get; set; }

    /// <summary>Whether a record may still be logged; counts one that may not. Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(bool isPoint)
    {
        if (_ended)
        {
            LoggedAfterEnd?.Invoke();
            return false;
        }

        if (isPoint && overflow == OverflowPolicy.Drop && ring.IsFull)
        {
            CountDropped(1);
            return false;
        }

        return true;
    }

    /// <summary>Hands a record, a flush or the end to the ring, whatever the overflow policy. Any thread.</summary>
    public bool Post(RunCommand command) => ring.Post(command, 0, 0, 0);

    /// <summary>Refuses everything from now on. Any thread.</summary>
    /// <returns>False where it had ended before.</returns>
    public bool TryEnd()
    {
        lock (_troubles)
        {
            var first = !_ended;
            _ended = true;
            return first;
        }
    }

    public void CountDropped(long points)
    {
        Interlocked.Add(ref _dropped, points);
        Interlocked.Add(ref _untoldDrops, points);
    }

    public void CountDelivered(long count) => Interlocked.Add(ref _delivered, count);

    public void CountRejected(long count) => Interlocked.Add(ref _rejected, count);

    /// <summary>Counts a trouble of this run. Any thread.</summary>
    /// <returns>True where it is the run's first of its kind.</returns>
    public bool Count(Trouble trouble)
    {
        var count = _troubles.AddOrUpdate(
            trouble.Kind,
            static (_, t) => new TroubleCount(t, 1),
            static (_, known, _) => known with { Count = known.Count + 1 },
            trouble);
        return ReferenceEquals(count.First, trouble);
    }

    public DeliveryReport Report(long pending) => new()
    {
        Delivered = Interlocked.Read(ref _delivered),
        Dropped = Interlocked.Read(ref _dropped),
        Rejected = Interlocked.Read(ref _rejected),
        Pending = pending,
        Troubles = [.. _troubles.Values],
    };

    /// <summary>A series has points again. Delivery loop only.</summary>
    public void MarkOpen(SeriesChannel series) => _open.Add(series);

    /// <summary>Turns a series' gathered points into a record. Delivery loop only.</summary>
    public void Close(SeriesChannel series)
    {
        _open.Remove(series);
        Emit(series);
    }

    /// <summary>Puts a record after all points that came before it. Delivery loop only.</summary>
    public void Gather(TrackingRecord record)
    {
        if (IsClosed)
        {
            return;
        }

        CloseAll();
        Add(record);
    }

    /// <summary>Numbers of points dropped that the run itself has not told yet; asking resets it. Delivery loop only.</summary>
    public long TakeUntoldDrops() => Interlocked.Exchange(ref _untoldDrops, 0);

    /// <summary>Cuts everything gathered into a batch. Delivery loop only.</summary>
    public PendingBatch Cut(bool durable, bool isLast)
    {
        CloseAll();
        HasBegun = true;
        IsClosed |= isLast;
        var batch = new PendingBatch(this, new RecordBatch(id, writer, _records, durable) { IsLast = isLast }, _rented);
        _records = [];
        _rented = [];
        GatheredPoints = 0;
        return batch;
    }

    private void CloseAll()
    {
        foreach (var series in _open)
        {
            Emit(series);
        }

        _open.Clear();
    }

    private void Add(TrackingRecord record)
    {
        _records.Add(record with { Sequence = _nextSequence });
        _nextSequence += record.Count;
        foreach (var finding in Watch?.Invoke(record) ?? [])
        {
            _records.Add(finding with { Sequence = _nextSequence });
            _nextSequence += finding.Count;
        }
    }

    private void Emit(SeriesChannel series)
    {
        var (array, count) = series.TakeGathered();
        _rented.Add(array);
        Add(new MetricsLogged(series.Key, array.AsMemory(0, count)));
    }
}
