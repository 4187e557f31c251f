using System.Buffers;
using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>A batch on its way to the backends, with the memory it borrows and those who wait for it. Delivery loop only.</summary>
internal sealed class PendingBatch(RunChannel run, RecordBatch batch, List<MetricPoint[]> rented)
{
    private readonly List<TaskCompletionSource<DeliveryReport>> _waiting = [];
    private int _lanesToGo;
    private bool _refused;

    public RunChannel Run => run;

    public RecordBatch Batch { get; private set; } = batch;

    /// <summary>Records and points in the batch.</summary>
    public long Count { get; private set; } = batch.Records.Sum(r => (long)r.Count);

    /// <summary>Points in the batch.</summary>
    public long Points { get; private set; } = batch.Records.OfType<MetricsLogged>().Sum(r => (long)r.Count);

    /// <summary>Adds one who waits for delivery.</summary>
    public void Wait(TaskCompletionSource<DeliveryReport> flushed) => _waiting.Add(flushed);

    /// <summary>Sets how many backends must take the batch.</summary>
    public void SendTo(int lanes) => _lanesToGo = lanes;

    /// <summary>One backend has taken the batch, or has refused it for good.</summary>
    public void Complete(bool refused)
    {
        _refused |= refused;
        if (--_lanesToGo > 0)
        {
            return;
        }

        if (_refused)
        {
            run.CountRejected(Count);
        }
        else
        {
            run.CountDelivered(Count);
        }

        foreach (var array in rented)
        {
            ArrayPool<MetricPoint>.Shared.Return(array);
        }

        rented.Clear();
        Release(pending: 0);
    }

    /// <summary>Tells those who wait how things stand, although the batch is not delivered yet.</summary>
    public void Release(long pending)
    {
        foreach (var flushed in _waiting)
        {
            flushed.TrySetResult(run.Report(pending));
        }

        _waiting.Clear();
    }

    /// <summary>Gives up the points, and only them, to save memory.</summary>
    /// <returns>How many points were given up.</returns>
    public long DropPoints()
    {
        var dropped = Points;
        if (dropped > 0)
        {
            Batch = new RecordBatch(Batch.RunId, Batch.Writer, [.. Batch.Records.Where(r => r is not MetricsLogged)], Batch.Durable) { IsLast = Batch.IsLast };
            Count -= dropped;
            Points = 0;
            run.CountDropped(dropped);
        }

        return dropped;
    }
}
