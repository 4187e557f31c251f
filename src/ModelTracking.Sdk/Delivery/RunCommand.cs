using ModelTracking.Records;

namespace ModelTracking.Delivery;

/// <summary>What travels through the ring besides points. A flush is a command in the queue, so it covers all that came before it.</summary>
internal sealed class RunCommand(RunChannel run)
{
    public RunChannel Run => run;

    /// <summary>A record to gather, if any.</summary>
    public TrackingRecord? Record { get; init; }

    /// <summary>The run is new: the delivery loop begins to look after it.</summary>
    public bool IsOpening { get; init; }

    /// <summary>Something short that a training thread has no time for, if any.</summary>
    public Action? Work { get; init; }

    /// <summary>Nothing of this run comes after it.</summary>
    public bool IsLast { get; init; }

    /// <summary>Completed once everything before it was delivered, or is known not to be deliverable now.</summary>
    public TaskCompletionSource<DeliveryReport>? Flushed { get; init; }
}
