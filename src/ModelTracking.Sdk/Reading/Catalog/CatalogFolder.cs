using System.Text.Json;
using ModelTracking.Journal;

namespace ModelTracking.Reading.Catalog;

/// <summary>
/// The catalog's files: segments, which never change, and a manifest that names those in force and is replaced as a
/// whole. All of it may be deleted at any time. Failures to write are told, never thrown: the catalog is a copy.
/// </summary>
internal sealed class CatalogFolder(string folder, IJournalFiles files)
{
    private const string ManifestName = "catalog.json";
    private const string SegmentEnd = ".cat";
    private const int Version = 1;
    private static readonly TimeSpan Orphaned = TimeSpan.FromHours(1);

    private string Manifest => Path.Combine(folder, ManifestName);

    /// <summary>The manifest's text, by which a change is noticed; empty where there is none.</summary>
    public string ReadManifest()
    {
        try
        {
            return File.ReadAllText(Manifest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Opens the segments that a manifest names; null where one is gone or damaged.</summary>
    public List<CatalogSegment>? Open(string manifest)
    {
        var segments = new List<CatalogSegment>();
        try
        {
            foreach (var name in Names(manifest))
            {
                segments.Add(CatalogSegment.Open(name, files.OpenRead(Path.Combine(folder, name))));
            }

            return segments;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Takes the right to write; null where another process has it, or the store cannot be written.</summary>
    public IDisposable? TryLock()
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, "catalog.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the store can be written at all.</summary>
    public bool IsWritable()
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes rows as a segment and opens it.</summary>
    public CatalogSegment Write(IRowSource rows)
    {
        var name = Guid.NewGuid().ToString("N") + SegmentEnd;
        var path = Path.Combine(folder, name);
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16))
        {
            CatalogWriter.Write(stream, rows);
        }

        return CatalogSegment.Open(name, files.OpenRead(path));
    }

    /// <summary>The same without a file, for a store that cannot be written.</summary>
    public static CatalogSegment WriteToMemory(IRowSource rows)
    {
        using var stream = new MemoryStream();
        CatalogWriter.Write(stream, rows);
        return CatalogSegment.Open("memory", new MemorySource(stream.ToArray()));
    }

    /// <summary>Puts segments in force and removes the files of others.</summary>
    /// <returns>The manifest as it now is.</returns>
    public string Commit(IEnumerable<CatalogSegment> segments)
    {
        var names = segments.Select(s => s.Name).ToArray();
        var manifest = $"{{\"catalog\":{Version},\"segments\":[{string.Join(',', names.Select(n => $"\"{n}\""))}]}}";
        var temporary = $"{Manifest}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, manifest);
        File.Move(temporary, Manifest, overwrite: true);
        Clean(names);
        return manifest;
    }

    // Another process may still be writing a segment that no manifest names yet: young ones stay.
    private void Clean(string[] names)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Where(p => p.EndsWith(SegmentEnd, StringComparison.Ordinal) || p.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            if (!names.Contains(Path.GetFileName(path)) && DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Orphaned)
            {
                Remove(path);
            }
        }
    }

    /// <summary>Removes a segment's file, once it is in no manifest. Queries under way read on: the handle closes with the last of them.</summary>
    public void Remove(CatalogSegment segment) => Remove(Path.Combine(folder, segment.Name));

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Open in another process, on Windows: the next one to write removes it.
        }
    }

    private static IEnumerable<string> Names(string manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        if (json.RootElement.GetProperty("catalog").GetInt32() != Version)
        {
            throw new InvalidDataException("The catalog is of another version.");
        }

        return [.. json.RootElement.GetProperty("segments").EnumerateArray().Select(s => Path.GetFileName(s.GetString()!))];
    }
}
