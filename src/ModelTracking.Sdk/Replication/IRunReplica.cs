using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>One run at a target. Batches come one at a time and in order; uploads may come beside them.</summary>
public interface IRunReplica
{
    /// <summary>Its identity at the target.</summary>
    string Id { get; }

    /// <summary>True where it was made just now, so that nothing of the journal can be there.</summary>
    bool IsNew { get; }

    /// <summary>
    /// Stores a batch: points, params and tags within the target's limits, or exactly one other record. With
    /// <see cref="ReplicaBatch.MayBeThere"/> points that are there already must not be doubled.
    /// </summary>
    Task<ReplicaAnswer> SendAsync(ReplicaBatch batch, CancellationToken cancellationToken);

    /// <summary>Stores an artifact's bytes under its path; passes over one that is known to be there.</summary>
    Task UploadAsync(ArtifactUpload upload, CancellationToken cancellationToken);

    /// <summary>Everything up to the run's present status is there: says how it ended, or that it goes on again.</summary>
    Task SetStatusAsync(RunSummary run, CancellationToken cancellationToken);
}
