using ModelTracking.Capture;
using ModelTracking.Versioning;

namespace ModelTracking;

/// <summary>Gives versions what a client knows.</summary>
internal static class VersionSources
{
    public static VersionStoreOptions Options(TrackingOptions options, Snapshot snapshot) => new()
    {
        Author = options.Author,
        TimeProvider = options.TimeProvider,
        Snapshot = snapshot,
    };
}
