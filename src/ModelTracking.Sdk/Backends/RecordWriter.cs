using System.Security.Cryptography;
using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>
/// Writes records of one run as a writer of its own, numbered and in batches: for imports, which have everything at once. Nothing is made
/// before the first record. Not thread-safe.
/// </summary>
/// <param name="target">Where to.</param>
/// <param name="run">The run.</param>
public sealed class RecordWriter(ITrackingBackend target, RunId run)
{
    private const int RecordsAtOnce = 500;
    private const int ValuesAtOnce = 500_000;
    private readonly string _writer = Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant();
    private readonly List<TrackingRecord> _pending = [];
    private long _sequence = 1;
    private long _values;

    /// <summary>Whether it was given a record.</summary>
    public bool HasWritten => _sequence > 1;

    /// <summary>Writes a record, with those before it or a little later.</summary>
    /// <exception cref="IOException">The target refuses.</exception>
    public async Task AddAsync(TrackingRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        _pending.Add(record with { Sequence = _sequence });
        _sequence += record.Count;
        _values += record.Count;
        if (_pending.Count >= RecordsAtOnce || _values >= ValuesAtOnce)
        {
            await target.WriteAsync(new RecordBatch(run, _writer, [.. _pending]), cancellationToken).ConfigureAwait(false);
            _pending.Clear();
            _values = 0;
        }
    }

    /// <summary>Writes the rest, and returns when it is on disk. The last call.</summary>
    /// <exception cref="IOException">The target refuses.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        await target.WriteAsync(new RecordBatch(run, _writer, [.. _pending], durable: true) { IsLast = true }, cancellationToken).ConfigureAwait(false);
        _pending.Clear();
    }
}
