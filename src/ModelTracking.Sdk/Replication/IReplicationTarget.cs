using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>
/// A place that runs are replicated to: the seam between the journal and a server. Following the journal, remembering how far,
/// batching, retrying, halving and quarantine are done around it; a target only says things once, and how they failed.
/// </summary>
/// <remarks>
/// Failures are told as <see cref="ReplicationException"/>; any other exception counts as <see cref="ReplicationFault.Unavailable"/>.
/// Thread-safe for different runs.
/// </remarks>
public interface IReplicationTarget : IAsyncDisposable
{
    /// <summary>Names the place in cursors, lists and messages, for example <c>http://server:5000</c>. Never holds a secret.</summary>
    string Name { get; }

    /// <summary>What one batch may hold.</summary>
    ReplicationLimits Limits { get; }

    /// <summary>Whether a record that is neither a point, a param, a tag nor an artifact means something here. What does not is passed over.</summary>
    bool Takes(TrackingRecord record);

    /// <summary>
    /// Finds the run's replica, or makes it. Called first for a run, and again after <see cref="ReplicationFault.RunGone"/>. However
    /// often it is called, also after lost answers and by other processes, one run must have one replica.
    /// </summary>
    Task<IRunReplica> OpenRunAsync(ReplicaRequest request, CancellationToken cancellationToken);
}
