namespace ModelTracking.Replication;

/// <summary>What a sync has done.</summary>
public sealed record SyncReport
{
    /// <summary>Every run and target that was looked at.</summary>
    public IReadOnlyList<ReplicaStatus> Replicas { get; init; } = [];

    /// <summary>Records and points sent.</summary>
    public long Sent { get; init; }

    /// <summary>Runs that another process is sending at this moment.</summary>
    public int Busy { get; init; }

    /// <summary>Targets that could not be reached or do not let us in, with the reason.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether everything is there and nothing was set aside.</summary>
    public bool IsComplete => Problems.Count == 0 && Busy == 0 && Replicas.All(r => r.IsComplete && r.Quarantined == 0);
}
