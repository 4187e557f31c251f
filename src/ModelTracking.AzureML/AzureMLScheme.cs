using ModelTracking.AzureML.Addressing;
using ModelTracking.MLflow.Replication;
using ModelTracking.Replication;

namespace ModelTracking.AzureML;

/// <summary>Makes <c>TrackingClient.Open("azureml://...")</c> mean a workspace. Found by name; nobody calls it.</summary>
public sealed class AzureMLScheme : IReplicationScheme
{
    /// <inheritdoc />
    public bool Knows(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return WorkspaceAddress.Knows(uri);
    }

    /// <inheritdoc />
    public IReplicationTarget Open(string uri, ReplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MlflowTarget(new AzureMLOptions { Uri = uri, TimeProvider = options.TimeProvider }.ToMlflow());
    }
}
