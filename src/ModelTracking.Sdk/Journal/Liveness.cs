using System.Text.Json;

namespace ModelTracking.Journal;

/// <summary>Tells a live writer from a dead one.</summary>
internal static class Liveness
{
    /// <summary>How long a writer on another machine counts as alive after its last heartbeat.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>The writers, among the files of a folder, that are alive.</summary>
    public static HashSet<string> AliveWriters(string folder, string[] names, JournalContext context)
    {
        HashSet<string> alive = [];
        foreach (var name in names)
        {
            if (JournalNames.IsLock(name) && IsAlive(Path.Combine(folder, name), context))
            {
                alive.Add(name[..^".lock".Length]);
            }
        }

        return alive;
    }

    public static bool IsAlive(string lockPath, JournalContext context)
    {
        if (context.Files.IsHeld(lockPath))
        {
            return true;
        }

        // Not held here. On a shared network folder the writer may live on another machine whose locks do not reach us.
        var owner = ReadOwner(lockPath, context.Files);
        return owner is not null && owner.Host != context.Host
            && context.Time.GetUtcNow().UtcDateTime - context.Files.LastWriteTime(lockPath) < Grace;
    }

    private static SegmentHeader? ReadOwner(string path, IJournalFiles files)
    {
        try
        {
            using var source = files.OpenRead(path);
            var bytes = new byte[(int)Math.Min(source.Length, 4096)];
            var read = source.Read(bytes, 0);
            return JsonSerializer.Deserialize(bytes.AsSpan(0, read), JournalJson.Default.SegmentHeader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
