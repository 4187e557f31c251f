namespace ModelTracking.MLflow.FileStores;

/// <summary>Files of a folder whose relative path is a key: <c>params/optimizer/name</c>.</summary>
internal static class Folder
{
    // Links are passed over: they may lead out of the folder, or in circles.
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>All files below a folder with their relative path, in order; none where the folder is missing.</summary>
    public static IEnumerable<(string Key, string Path)> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", Deep).Select(f => (Key: System.IO.Path.GetRelativePath(folder, f).Replace('\\', '/'), Path: f)).OrderBy(f => f.Key, StringComparer.Ordinal)
        : [];

    /// <summary>Folders directly below that hold a <c>meta.yaml</c>; none where the folder is missing.</summary>
    public static IEnumerable<string> WithMeta(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, MetaFile.Name))).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Texts by key: params and tags.</summary>
    public static SortedDictionary<string, string> Texts(string folder) =>
        new(Files(folder).ToDictionary(f => f.Key, f => File.ReadAllText(f.Path)), StringComparer.Ordinal);

    /// <summary>Writes texts by key.</summary>
    public static void Write(string folder, IEnumerable<KeyValuePair<string, string>> texts)
    {
        Directory.CreateDirectory(folder);
        foreach (var (key, text) in texts)
        {
            Write(Path.Combine(folder, key), text);
        }
    }

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
