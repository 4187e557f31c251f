using ModelTracking.Artifacts;

namespace ModelTracking.Delivery;

/// <summary>Bytes to store in the background, and what to do then.</summary>
internal sealed class ArtifactJob
{
    /// <summary>Stores the bytes; called once.</summary>
    public required Func<StoredObject> Put { get; init; }

    /// <summary>Called with what was stored.</summary>
    public required Action<StoredObject> Stored { get; init; }

    /// <summary>Called instead, where the bytes could not be read or stored.</summary>
    public required Action<Exception> Failed { get; init; }

    /// <summary>Memory that the job holds until it is done.</summary>
    public long BytesInMemory { get; init; }

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
