using System.Text.Json;
using ModelTracking.Diagnostics;

namespace ModelTracking.Journal;

/// <summary>The file that marks a folder as a store and says which layout it has.</summary>
internal static class StoreMarker
{
    public const int LayoutVersion = 1;

    /// <summary>Opens a folder as a store, making both where they are missing.</summary>
    /// <exception cref="TrackingException">It cannot be written, or a newer version made it.</exception>
    public static StoreLayout OpenOrCreate(string folder)
    {
        StoreLayout layout;
        try
        {
            layout = new StoreLayout(folder);
            Directory.CreateDirectory(layout.Runs);
            if (!File.Exists(layout.Marker))
            {
                var temporary = $"{layout.Marker}.{Guid.NewGuid():N}.tmp";
                File.WriteAllText(temporary, $"{{\"store\":\"modeltracking\",\"layout\":{LayoutVersion}}}\n");
                File.Move(temporary, layout.Marker, overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new TrackingException($"The folder '{folder}' cannot be used as a store: {exception.Message} Give a folder that can be written, for example in MODELTRACKING_URI.", exception);
        }

        Check(layout);
        return layout;
    }

    /// <summary>Opens a folder that must be a store already.</summary>
    /// <exception cref="TrackingException">It is none, or a newer version made it.</exception>
    public static StoreLayout Open(string folder)
    {
        var layout = new StoreLayout(folder);
        if (!File.Exists(layout.Marker) && !Directory.Exists(layout.Runs))
        {
            throw new TrackingException($"There is no store in '{layout.Root}'. Name one with --store or MODELTRACKING_URI.");
        }

        Check(layout);
        return layout;
    }

    private static void Check(StoreLayout layout)
    {
        if (!File.Exists(layout.Marker))
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(layout.Marker));
            var version = json.RootElement.GetProperty("layout").GetInt32();
            if (version > LayoutVersion)
            {
                throw new TrackingException($"The store in '{layout.Root}' has layout {version}, and this version of ModelTracking.Sdk knows layouts up to {LayoutVersion}. Update the package.");
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TrackingException($"The file '{layout.Marker}' is damaged: {exception.Message} Remove it; it is written anew.", exception);
        }
    }
}
