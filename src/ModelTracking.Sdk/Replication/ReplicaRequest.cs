using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>What a target is told to find or make the replica of a run.</summary>
/// <param name="Run">The run as it stands in the journal.</param>
public sealed record ReplicaRequest(RunSummary Run)
{
    /// <summary>The tag that names a run which exists at the target and is to become the replica (from <c>MLFLOW_RUN_ID</c>, for a process that a job service started).</summary>
    public const string AttachTag = "modeltracking.attach_to";

    /// <summary>The replica's identity at the target, where it is known from before.</summary>
    public string? KnownId { get; init; }

    /// <summary>Finds the run's artifacts whose paths begin so, as they stand in the journal at that moment. Default: none.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<ArtifactUpload>>> FindArtifacts { get; init; } = static (_, _) => Task.FromResult<IReadOnlyList<ArtifactUpload>>([]);

    /// <summary>Reads the run's points of a series at some steps, as they stand in the journal at that moment. Default: none.</summary>
    public Func<MetricKey, StepRange, CancellationToken, Task<IReadOnlyList<MetricPoint>>> FindPoints { get; init; } = static (_, _, _) => Task.FromResult<IReadOnlyList<MetricPoint>>([]);

    /// <summary>Identity at the target of the run that this one is nested in.</summary>
    public string? ParentId { get; init; }
}
