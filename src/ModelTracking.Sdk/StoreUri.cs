using ModelTracking.Backends;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>Finds out where runs are kept, and opens it.</summary>
internal static class StoreUri
{
    public const string DefaultFolder = "mltrack";

    /// <summary>The store that options and environment name.</summary>
    public static string Resolve(TrackingOptions options) =>
        new[] { options.Store, Environment.GetEnvironmentVariable("MODELTRACKING_URI"), Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") }
            .FirstOrDefault(s => !string.IsNullOrWhiteSpace(s)) ?? DefaultFolder;

    public static FileBackend Open(TrackingOptions options, TrackingDiagnostics diagnostics)
    {
        var store = Resolve(options);
        return new FileBackend(FolderOf(store), diagnostics, options.TimeProvider);
    }

    private static string FolderOf(string store)
    {
        if (store.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return new Uri(store).LocalPath;
        }

        var scheme = store.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0
            ? throw new TrackingException($"The store '{store}' is not a folder, and no package for '{store[..scheme]}' stores is referenced. Give a folder such as './{DefaultFolder}', or pass a backend in TrackingOptions.Backends.")
            : store;
    }
}
