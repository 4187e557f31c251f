using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Dashboard.Access;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard;

/// <summary>All that the web layer knows of a store: its readers. It opens no file itself.</summary>
/// <param name="All">Reads all runs. Endpoints ask <see cref="For"/> instead, which knows what a visitor may see.</param>
/// <param name="Versions">Commits and registered models; null where the store keeps none.</param>
/// <param name="Name">What the store is called, for people.</param>
/// <param name="Folder">Its folder; null where it is not known.</param>
/// <param name="Writer">Opens the client that edits are made with, when the first one is made.</param>
internal sealed record DashboardSource(IRunReader All, VersionStore? Versions, string Name, string? Folder, Lazy<TrackingClient> Writer)
{
    private const string DefaultFolder = "mltrack";

    public TrackingClient Client => Writer.Value;

    /// <summary>The store as somebody may see it who was let in.</summary>
    public StoreView For(HttpContext context) => new(this, Visitor.Of(context));

    public static DashboardSource Open(DashboardOptions options, IServiceProvider services)
    {
        var client = options.Client ?? (options.Store is null ? services.GetService<TrackingClient>() : null);
        if (client is not null)
        {
            var known = VersionsOf(client);
            return new DashboardSource(client.Reader, known, "this app's store", known?.Folder, new Lazy<TrackingClient>(client));
        }

        var set = options.Store ?? Environment.GetEnvironmentVariable("MODELTRACKING_URI");
        var folder = string.IsNullOrWhiteSpace(set) ? DefaultFolder : set.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(set).LocalPath : set;
        var store = FileStore.Open(folder, timeProvider: options.TimeProvider);
        var versions = VersionStore.Open(store.Folder, new VersionStoreOptions { TimeProvider = options.TimeProvider });
        return new DashboardSource(store.Reader, versions, store.Folder, store.Folder, new Lazy<TrackingClient>(() => OpenWriter(store.Folder, options)));
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
