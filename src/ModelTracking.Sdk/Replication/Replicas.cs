using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>What a store knows about replicas of its runs, read from its cursor files: no network is needed. Thread-safe.</summary>
public sealed class Replicas
{
    private readonly FileStore _store;

    private Replicas(FileStore store) => _store = store;

    /// <summary>The replicas of a store's runs.</summary>
    public static Replicas Of(FileStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new Replicas(store);
    }

    /// <summary>Names of the targets that runs were ever sent to.</summary>
    public IReadOnlyList<string> Targets => [.. ReplicaFiles.All(_store.Folder).Select(f => f.Target)];

    /// <summary>Where each run stands at each target it was ever sent to, newest run first.</summary>
    public async Task<IReadOnlyList<ReplicaStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var runs = new Dictionary<RunId, (int Place, RunSummary Run)>();
        await foreach (var run in _store.Reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            runs[run.Id] = (runs.Count, run);
        }

        return [.. ReplicaFiles.All(_store.Folder)
            .SelectMany(f => f.Runs().Where(runs.ContainsKey).Select(id => StatusOf(f.Load(id), runs[id].Run)))
            .OrderBy(s => runs[s.Run].Place).ThenBy(s => s.Target, StringComparer.Ordinal)];
    }

    /// <summary>Records of a run that a target refuses, with its reasons.</summary>
    public IReadOnlyList<QuarantinedRecord> Quarantine(RunId run, string target) => ReplicaFiles.Of(_store.Folder, target).Quarantined(run);

    internal static ReplicaStatus StatusOf(ReplicaState state, RunSummary run) => new(run.Id, state.Target)
    {
        RemoteId = state.RemoteId,
        Positions = state.Positions,
        Sent = state.Positions.Sum(p => p.Sequence),
        Lag = state.Lag(run),
        PendingArtifacts = state.Pending.Count,
        Quarantined = state.Quarantined,
        Adjusted = state.Adjusted,
        LastError = state.LastError,
        LastSent = state.LastSent,
        IsComplete = state.IsComplete(run),
    };
}
