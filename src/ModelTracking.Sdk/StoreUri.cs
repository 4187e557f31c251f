using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Replication;

namespace ModelTracking;

/// <summary>Finds out where runs are kept, and opens it.</summary>
internal static class StoreUri
{
    public const string DefaultFolder = "mltrack";

    /// <summary>The store that options and environment name.</summary>
    public static string Resolve(TrackingOptions options) =>
        new[] { options.Store, Environment.GetEnvironmentVariable("MODELTRACKING_URI"), Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") }
            .FirstOrDefault(s => !string.IsNullOrWhiteSpace(s)) ?? DefaultFolder;

    /// <summary>The folder that runs are kept in, and the place they are sent to where options or environment name one.</summary>
    public static (FileBackend Backend, IReplicationTarget? Target) Open(TrackingOptions options, TrackingDiagnostics diagnostics)
    {
        var store = Resolve(options);
        var isRemote = ReplicationSchemes.IsRemote(store);
        var target = isRemote ? ReplicationSchemes.Open(store, options.Replication) : null;
        return (new FileBackend(isRemote ? options.JournalFolder ?? DefaultFolder : FolderOf(store), diagnostics, options.TimeProvider), target);
    }

    private static string FolderOf(string store) =>
        store.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(store).LocalPath : store;
}
