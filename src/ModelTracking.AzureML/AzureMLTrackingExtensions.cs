using ModelTracking.AzureML;
using ModelTracking.MLflow.Replication;

namespace ModelTracking;

/// <summary>Sends a client's runs to Azure ML.</summary>
public static class AzureMLTrackingExtensions
{
    /// <summary>Replicates the client's runs to a workspace, beside the store they are kept in.</summary>
    /// <param name="options">The client's options.</param>
    /// <param name="uri">The workspace's <c>mlflow_tracking_uri</c>. Default: what the environment says, which is enough inside a job.</param>
    /// <param name="configure">Sets the credential and so on. Default: a job's token, else <c>DefaultAzureCredential</c>.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="Diagnostics.TrackingException">The address is wrong or missing; the message says what to do.</exception>
    public static TrackingOptions UseAzureML(this TrackingOptions options, string? uri = null, Action<AzureMLOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var azure = new AzureMLOptions { Uri = uri, TimeProvider = options.Replication.TimeProvider };
        configure?.Invoke(azure);
        options.Replicas.Add(new MlflowTarget(azure.ToMlflow()));
        return options;
    }
}
