using System.Security.Cryptography;
using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>Writes records of one run as a writer of its own, in batches. Nothing is made before the first record. Not thread-safe.</summary>
internal sealed class RecordWriter(ITrackingBackend backend, RunId run)
{
    private const int RecordsAtOnce = 500;
    private readonly string _writer = Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant();
    private readonly List<TrackingRecord> _pending = [];
    private long _sequence = 1;

    public bool HasWritten => _sequence > 1;

    public async Task AddAsync(TrackingRecord record, CancellationToken cancellationToken)
    {
        _pending.Add(record with { Sequence = _sequence });
        _sequence += record.Count;
        if (_pending.Count >= RecordsAtOnce)
        {
            await backend.WriteAsync(new RecordBatch(run, _writer, [.. _pending]), cancellationToken).ConfigureAwait(false);
            _pending.Clear();
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await backend.WriteAsync(new RecordBatch(run, _writer, [.. _pending], durable: true) { IsLast = true }, cancellationToken).ConfigureAwait(false);
        _pending.Clear();
    }
}
