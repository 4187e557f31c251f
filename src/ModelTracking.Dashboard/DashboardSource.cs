using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard;

/// <summary>All that the web layer knows of a store: its readers. It opens no file itself.</summary>
/// <param name="Runs">Reads runs.</param>
/// <param name="Versions">Commits and registered models; null where the store keeps none.</param>
/// <param name="Name">What the store is called, for people.</param>
/// <param name="Writer">Opens the client that edits are made with, when the first one is made.</param>
internal sealed record DashboardSource(IRunReader Runs, VersionStore? Versions, string Name, Lazy<TrackingClient> Writer)
{
    private const string DefaultFolder = "mltrack";

    public TrackingClient Client => Writer.Value;

    public static DashboardSource Open(DashboardOptions options, IServiceProvider services)
    {
        var client = options.Client ?? (options.Store is null ? services.GetService<TrackingClient>() : null);
        if (client is not null)
        {
            return new DashboardSource(client.Reader, VersionsOf(client), "this app's store", new Lazy<TrackingClient>(client));
        }

        var set = options.Store ?? Environment.GetEnvironmentVariable("MODELTRACKING_URI");
        var folder = string.IsNullOrWhiteSpace(set) ? DefaultFolder : set.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(set).LocalPath : set;
        var store = FileStore.Open(folder, timeProvider: options.TimeProvider);
        var versions = VersionStore.Open(store.Folder, new VersionStoreOptions { TimeProvider = options.TimeProvider });
        return new DashboardSource(store.Reader, versions, store.Folder, new Lazy<TrackingClient>(() => OpenWriter(store.Folder, options)));
    }

    private static VersionStore? VersionsOf(TrackingClient client)
    {
        try
        {
            return client.Versions;
        }
        catch (TrackingException)
        {
            // Runs can be shown all the same.
            return null;
        }
    }

    // Logs nothing by itself: it only ever edits.
    private static TrackingClient OpenWriter(string folder, DashboardOptions options) =>
        TrackingClient.Open(new TrackingOptions { Store = folder, Capture = CaptureOptions.Off(), FlushOnExit = false, TimeProvider = options.TimeProvider });
}
