using ModelTracking.Backends;
using ModelTracking.Dashboard.Json;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.Dashboard.Live;

/// <summary>Knows how far runs are at the places they are sent to. That takes a look at every run, so it is done once for all who ask within some seconds. Thread-safe.</summary>
internal sealed class SyncWatch(FileStore store, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private (DateTimeOffset Until, Task<IReadOnlyList<TargetDto>> Targets)? _known;

    public Task<IReadOnlyList<TargetDto>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_known is not { } known || known.Targets.IsFaulted || known.Until < time.GetUtcNow())
            {
                // Others may wait for it too: not tied to this request's end.
                known = (time.GetUtcNow() + Lifetime, Task.Run(LookAsync, CancellationToken.None));
                _known = known;
            }

            return known.Targets.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<TargetDto>> LookAsync()
    {
        var replicas = Replicas.Of(store);
        if (replicas.Targets.Count == 0)
        {
            return [];
        }

        var running = (await new Reading.RunQuery(store.Reader, time).Where("status = 'RUNNING'").ToIdsAsync()).ToHashSet();
        return [.. (await replicas.ListAsync()).GroupBy(s => s.Target, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g], running))];
    }

    private static TargetDto Of(string target, ReplicaStatus[] runs, HashSet<RunId> running)
    {
        // One that still runs has always something to be sent.
        var waiting = runs.Where(r => !r.IsComplete && !running.Contains(r.Run)).ToArray();
        return new TargetDto(
            target,
            runs.Count(r => r.IsComplete),
            waiting.Length,
            runs.Count(r => !r.IsComplete && running.Contains(r.Run)),
            waiting.Sum(r => r.Lag),
            waiting.Sum(r => r.PendingArtifacts),
            runs.Sum(r => r.Quarantined))
        {
            LastSent = runs.Max(r => r.LastSent) is { } last ? RunMapping.Time(last) : null,
            WaitingSince = waiting.Min(r => r.LastSent) is { } since ? RunMapping.Time(since) : null,
            LastError = runs.Where(r => r.LastError is not null).MaxBy(r => r.LastSent)?.LastError,
        };
    }
}
