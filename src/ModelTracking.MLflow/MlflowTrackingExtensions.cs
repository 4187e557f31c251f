using ModelTracking.MLflow;
using ModelTracking.MLflow.Replication;

namespace ModelTracking;

/// <summary>Sends a client's runs to MLflow.</summary>
public static class MlflowTrackingExtensions
{
    /// <summary>Replicates the client's runs to a tracking server, beside the store they are kept in.</summary>
    /// <param name="options">The client's options.</param>
    /// <param name="uri">The server. Default: <c>MLFLOW_TRACKING_URI</c>.</param>
    /// <param name="configure">Sets credentials, time limits and so on. Default: MLflow's environment variables.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="Diagnostics.TrackingException">The address is wrong; the message says what to do.</exception>
    public static TrackingOptions UseMlflow(this TrackingOptions options, string? uri = null, Action<MlflowOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mlflow = new MlflowOptions { Uri = uri, TimeProvider = options.Replication.TimeProvider };
        configure?.Invoke(mlflow);
        options.Replicas.Add(new MlflowTarget(mlflow));
        return options;
    }
}
