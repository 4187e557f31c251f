using ModelTracking.MLflow.Connection;
using ModelTracking.MLflow.Replication;
using ModelTracking.Replication;

namespace ModelTracking.MLflow;

/// <summary>Makes <c>TrackingClient.Open("http://...")</c> and <c>databricks://profile</c> mean a tracking server. Found by name; nobody calls it.</summary>
public sealed class MlflowScheme : IReplicationScheme
{
    /// <inheritdoc />
    public bool Knows(string uri) => MlflowAddress.Knows(uri);

    /// <inheritdoc />
    public IReplicationTarget Open(string uri, ReplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MlflowTarget(new MlflowOptions { Uri = uri, TimeProvider = options.TimeProvider });
    }
}
