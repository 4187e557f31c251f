using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Replication;

/// <summary>A target that has a model registry too. Thread-safe for different models.</summary>
public interface IModelReplicationTarget
{
    /// <summary>
    /// Brings a model's versions, aliases, tags, stages and descriptions to the target. Comes again whenever something changed, and after a
    /// failure: what is there already stays as it is.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="replicaOf">Identity at the target of a run and the run itself; null where it was not sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ReplicationException">The target failed.</exception>
    Task ReplicateModelAsync(RegisteredModel model, Func<RunId, CancellationToken, Task<(string Id, RunSummary Run)?>> replicaOf, CancellationToken cancellationToken);
}
