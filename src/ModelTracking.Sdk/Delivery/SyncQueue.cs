using ModelTracking.Backends;

namespace ModelTracking.Delivery;

/// <summary>
/// Batches that are written and wait to be made safe against a power cut. One sync runs at a time, in the background,
/// and covers all that were waiting when it began. Delivery loop only.
/// </summary>
/// <param name="backend">The backend.</param>
/// <param name="wake">Called from any thread when a sync has ended.</param>
internal sealed class SyncQueue(ISyncsApart backend, Action wake)
{
    private List<PendingBatch> _waiting = [];
    private List<PendingBatch> _covered = [];
    private Task? _inFlight;

    public bool IsEmpty => _waiting.Count == 0 && _covered.Count == 0;

    public long Count => _waiting.Sum(b => b.Count) + _covered.Sum(b => b.Count);

    public IEnumerable<PendingBatch> Batches => _covered.Concat(_waiting);

    public void Add(PendingBatch batch) => _waiting.Add(batch);

    /// <summary>Begins a sync if none is running and something waits.</summary>
    public void Begin()
    {
        if (_inFlight is not null || _waiting.Count == 0)
        {
            return;
        }

        (_covered, _waiting) = (_waiting, []);
        var writers = _covered.Select(b => (b.Run.Id, b.Run.Writer)).Distinct().ToArray();
        _inFlight = Task.Run(() =>
        {
            foreach (var (run, writer) in writers)
            {
                backend.Sync(run, writer);
            }
        });
        _ = _inFlight.ContinueWith(static (_, wake) => ((Action)wake!)(), wake, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Looks whether the sync has ended.</summary>
    /// <param name="safe">What it made safe; empty where it failed or still runs.</param>
    /// <param name="failure">Why it failed: then all of it waits again.</param>
    /// <returns>True where it has ended.</returns>
    public bool TryEnd(out IReadOnlyList<PendingBatch> safe, out Exception? failure)
    {
        (safe, failure) = ([], null);
        if (_inFlight is not { IsCompleted: true } ended)
        {
            return false;
        }

        _inFlight = null;
        failure = ended.Exception?.InnerException;
        if (failure is null)
        {
            safe = _covered;
        }
        else
        {
            _waiting = [.. _covered, .. _waiting];
        }

        _covered = [];
        return true;
    }
}
