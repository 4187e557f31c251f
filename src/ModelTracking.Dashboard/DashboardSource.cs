using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Sharing;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard;

/// <summary>All that the web layer knows of a store: its readers. It opens no file itself.</summary>
/// <param name="All">Reads all runs. Endpoints ask <see cref="For"/> instead, which knows what a visitor may see.</param>
/// <param name="Versions">Commits and registered models; null where the store keeps none.</param>
/// <param name="Name">What the store is called, for people.</param>
/// <param name="Folder">Its folder; null where it is not known.</param>
/// <param name="Time">The clock.</param>
/// <param name="Writer">Opens the client that edits are made with, when the first one is made.</param>
internal sealed record DashboardSource(IRunReader All, VersionStore? Versions, string Name, string? Folder, TimeProvider Time, Lazy<TrackingClient> Writer)
{
    private const string DefaultFolder = "mltrack";

    private readonly ConcurrentDictionary<SharedKind, SharedDocuments> _shared = new();

    public TrackingClient Client => Writer.Value;

    /// <summary>The views or reports of the store.</summary>
    /// <exception cref="ApiException">The store is in no folder, so that there are none.</exception>
    public SharedDocuments Shared(SharedKind kind) => Folder is null
        ? throw new ApiException(StatusCodes.Status409Conflict, "store", "Views and reports need a store in a folder, and this app's is not.")
        : _shared.GetOrAdd(kind, static (k, source) => SharedDocuments.Open(source.Folder!, k, source.Time), this);

    /// <summary>The store as somebody may see it who was let in.</summary>
    public StoreView For(HttpContext context) => new(this, Visitor.Of(context));

    public static DashboardSource Open(DashboardOptions options, IServiceProvider services)
    {
        var client = options.Client ?? (options.Store is null ? services.GetService<TrackingClient>() : null);
        if (client is not null)
        {
            var known = VersionsOf(client);
            return new DashboardSource(client.Reader, known, "this app's store", known?.Folder, options.TimeProvider, new Lazy<TrackingClient>(client));
        }

        var set = options.Store ?? Environment.GetEnvironmentVariable("MODELTRACKING_URI");
        var folder = string.IsNullOrWhiteSpace(set) ? DefaultFolder : set.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(set).LocalPath : set;
        var store = FileStore.Open(folder, timeProvider: options.TimeProvider);
        var versions = VersionStore.Open(store.Folder, new VersionStoreOptions { TimeProvider = options.TimeProvider });
        return new DashboardSource(store.Reader, versions, store.Folder, store.Folder, options.TimeProvider, new Lazy<TrackingClient>(() => OpenWriter(store.Folder, options)));
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
