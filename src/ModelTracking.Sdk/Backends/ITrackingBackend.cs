using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Where batches go. The one seam of the library: batching, retry, ordering and spooling are done around it.
/// </summary>
/// <remarks>
/// The contract, which <c>BackendContract</c> in the tests checks for every backend:
/// <list type="number">
/// <item>It is called by one caller at a time, in order.</item>
/// <item>A completed write is safe by the backend's own promise; with <see cref="RecordBatch.Durable"/> also against a power cut.</item>
/// <item>An exception means "not stored, try again"; <see cref="BatchRejectedException"/> means "never send this again".</item>
/// <item>The same batch may come twice: (run, writer, sequence) makes a write idempotent.</item>
/// <item>No batching, retry, timers or threads inside.</item>
/// <item>Memory of <see cref="MetricsLogged.Points"/> is used again after completion: copy what is kept.</item>
/// </list>
/// </remarks>
public interface ITrackingBackend : IAsyncDisposable
{
    /// <summary>Stores a batch.</summary>
    /// <exception cref="BatchRejectedException">The batch can never be stored.</exception>
    ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken);
}
