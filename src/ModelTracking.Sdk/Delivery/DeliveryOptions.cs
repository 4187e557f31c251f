using ModelTracking.Diagnostics;

namespace ModelTracking.Delivery;

/// <summary>How records get from the buffer to the backends.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long a record may wait in memory before it is written. Default: 20 ms.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often files are synced with <see cref="Durability.PowerLoss"/>. Default: 1 s.</summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a record survives. Default: <see cref="Durability.PowerLoss"/>.</summary>
    public Durability Durability { get; set; } = Durability.PowerLoss;

    /// <summary>Slots in the buffer that all runs of a client share, a power of two; 40 bytes each. Default: 131,072.</summary>
    public int BufferCapacity { get; set; } = 1 << 17;

    /// <summary>What a logging call does when the buffer is full. Default: <see cref="OverflowPolicy.Wait"/>.</summary>
    public OverflowPolicy Overflow { get; set; } = OverflowPolicy.Wait;

    /// <summary>
    /// Points kept in memory for a backend that fails, 24 bytes each; beyond it the oldest are dropped, counted and told.
    /// Params, tags, artifacts and the end of a run are never dropped. Default: 2,000,000.
    /// </summary>
    public int MaxPendingPoints { get; set; } = 2_000_000;

    /// <summary>First wait after a failed write; doubles up to <see cref="MaxRetryDelay"/>, with jitter. Default: 50 ms.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait between two tries. Default: 10 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An open run that logs nothing says that it is alive this often. Default: 15 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long disposing the client waits for undelivered records. Default: 30 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (BufferCapacity < 16 || !System.Numerics.BitOperations.IsPow2(BufferCapacity))
        {
            throw new TrackingException($"DeliveryOptions.BufferCapacity is {BufferCapacity}; give a power of two of at least 16, for example 131072.");
        }

        if (FlushInterval <= TimeSpan.Zero || SyncInterval <= TimeSpan.Zero || HeartbeatInterval <= TimeSpan.Zero)
        {
            throw new TrackingException("DeliveryOptions.FlushInterval, SyncInterval and HeartbeatInterval must be longer than zero.");
        }

        if (FirstRetryDelay <= TimeSpan.Zero || MaxRetryDelay < FirstRetryDelay)
        {
            throw new TrackingException("DeliveryOptions.FirstRetryDelay must be longer than zero and not longer than MaxRetryDelay.");
        }
    }
}
