using System.Text.Json;
using ModelTracking.Artifacts;
using ModelTracking.Journal;

namespace ModelTracking.Backends;

/// <summary>
/// Which objects the store's repositories and models need. Each line of their logs may name a <c>key</c> that holds an
/// <c>object</c> from then on (or, without one, holds nothing); nothing else about them is known here.
/// </summary>
internal static class VersionRoots
{
    /// <summary>Adds every object that is held now, or was let go of after a moment, and all that can be reached from it.</summary>
    public static void AddReachable(StoreLayout layout, IObjectStore objects, DateTimeOffset letGoAfter, HashSet<string> reached)
    {
        if (!Directory.Exists(layout.Versions))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(layout.Versions, "*.log", SearchOption.AllDirectories))
        {
            foreach (var root in RootsIn(file, letGoAfter))
            {
                ObjectReferences.AddReachable(objects, root, reached);
            }
        }
    }

    private static IEnumerable<string> RootsIn(string file, DateTimeOffset letGoAfter)
    {
        var log = new ChainedLogFile(file, JournalFiles.Real).Read(LogPosition.Start);
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        var roots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in log.Lines)
        {
            using var json = JsonDocument.Parse(line);
            if (!json.RootElement.TryGetProperty("key", out var key))
            {
                continue;
            }

            if (held.Remove(key.GetString()!, out var before) && json.RootElement.GetProperty("time").GetDateTimeOffset() > letGoAfter)
            {
                roots.Add(before);
            }

            if (json.RootElement.TryGetProperty("object", out var target))
            {
                held[key.GetString()!] = target.GetString()!;
            }
        }

        roots.UnionWith(held.Values);

        // A damaged line may have held anything: everything that any line names stays.
        return log.Damage.Count == 0 ? roots : roots.Concat(ObjectReferences.In(File.ReadAllBytes(file)));
    }
}
