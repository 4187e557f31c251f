using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>How far a run is at a target: the content of a cursor file.</summary>
internal sealed record ReplicaState
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string Target { get; init; }

    public required RunId Run { get; init; }

    /// <summary>Identity of the replica at the target; null before it was made.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Up to where each writer's records are there.</summary>
    public IReadOnlyList<WriterPosition> Positions { get; init => field = value ?? []; } = [];

    /// <summary>Artifacts of records before <see cref="Positions"/> that are still to be sent.</summary>
    public IReadOnlyList<PendingArtifact> Pending { get; init => field = value ?? []; } = [];

    /// <summary>Paths that were sent once, with the hash of what was sent last.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>The status that the target was told last; null where more was sent after the run had ended, so that its end has to be told again.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>True while a process is sending: found so later, it died, and its last request may have arrived.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Records set aside because the target refuses them.</summary>
    public long Quarantined { get; init; }

    /// <summary>Values the target keeps other than they were said.</summary>
    public long Adjusted { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastSent { get; init; }

    public long PositionOf(string writer) => Positions.FirstOrDefault(p => p.Writer == writer).Sequence;

    public ReplicaState Advance(string writer, long sequence) =>
        this with { Positions = [.. Positions.Where(p => p.Writer != writer), new WriterPosition(writer, sequence)] };

    /// <summary>Something was sent now.</summary>
    public ReplicaState Told(DateTimeOffset now) => this with { LastSent = now, Status = Status == RunStatus.Running ? Status : null };

    /// <summary>Number of records that a run has beyond this state.</summary>
    public long Lag(RunSummary run) => run.Positions.Sum(p => Math.Max(0, p.Sequence - PositionOf(p.Writer)));

    public bool IsComplete(RunSummary run) => RemoteId is not null && Lag(run) == 0 && Pending.Count == 0 && Status == run.Status;
}
