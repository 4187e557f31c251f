using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Tests;

/// <summary>A backend that does what the test tells it, and remembers what it was given.</summary>
public sealed class ScriptedBackend : ITrackingBackend
{
    private readonly Lock _gate = new();
    private readonly List<RecordBatch> _written = [];

    /// <summary>Called before each write with its number, from 1; may throw, or return a task that ends later.</summary>
    public Func<int, RecordBatch, Task>? OnWrite { get; set; }

    public int Calls { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Batches that were stored, with points of their own.</summary>
    public IReadOnlyList<RecordBatch> Written
    {
        get
        {
            lock (_gate)
            {
                return [.. _written];
            }
        }
    }

    public IEnumerable<MetricPoint> Points => Written.SelectMany(b => b.Records).OfType<MetricsLogged>().SelectMany(m => m.Points.ToArray());

    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        Calls++;
        if (OnWrite is { } script)
        {
            var result = script(Calls, batch);
            if (!result.IsCompletedSuccessfully)
            {
                await result;
            }
        }

        lock (_gate)
        {
            var copies = batch.Records.Select(r => r is MetricsLogged m ? m with { Points = m.Points.ToArray() } : r);
            _written.Add(new RecordBatch(batch.RunId, batch.Writer, [.. copies], batch.Durable) { IsLast = batch.IsLast });
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
