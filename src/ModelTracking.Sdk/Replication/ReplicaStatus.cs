using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>How far a run is at a target.</summary>
/// <param name="Run">The run.</param>
/// <param name="Target">The target's name.</param>
public sealed record ReplicaStatus(RunId Run, string Target)
{
    /// <summary>Identity of the replica at the target; null before it was made.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Up to where each writer's records are there.</summary>
    public IReadOnlyList<WriterPosition> Positions { get; init; } = [];

    /// <summary>Records and points that are there.</summary>
    public long Sent { get; init; }

    /// <summary>Records and points that are still to be sent.</summary>
    public long Lag { get; init; }

    /// <summary>Artifacts that are still to be sent.</summary>
    public int PendingArtifacts { get; init; }

    /// <summary>Records that the target refuses; see <see cref="Replicas.Quarantine"/>.</summary>
    public long Quarantined { get; init; }

    /// <summary>Values that the target keeps other than they were said, because it cuts or refuses such values.</summary>
    public long Adjusted { get; init; }

    /// <summary>The last thing that went wrong; null where the last try went well.</summary>
    public string? LastError { get; init; }

    /// <summary>When something was last stored (UTC).</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>Whether everything the journal has is there, the run's status included.</summary>
    public bool IsComplete { get; init; }
}
