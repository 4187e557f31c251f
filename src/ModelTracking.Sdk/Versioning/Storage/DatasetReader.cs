using System.Security.Cryptography;
using ModelTracking.Artifacts;

namespace ModelTracking.Versioning.Storage;

/// <summary>Reads a file or folder of data once: digest, length, rows, and its bytes into the store where that is wanted.</summary>
internal static class DatasetReader
{
    public const string Listing = "files";

    /// <exception cref="FileNotFoundException">There is neither a file nor a folder.</exception>
    public static DatasetElement Read(string path, DatasetPartOptions options, CommitStore store)
    {
        var source = options.Source ?? path.Replace('\\', '/');
        if (Directory.Exists(path))
        {
            var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(f => KeyValuePair.Create(Path.GetRelativePath(path, f).Replace('\\', '/'), (TreeElement)ReadFile(f, options.Store, store, null)))
                .OrderBy(f => f.Key, StringComparer.Ordinal).ToArray();
            return new DatasetElement(store.Put(ObjectCodec.Elements(Listing, files)), files.Sum(f => ((FileElement)f.Value).Length))
            {
                Source = source,
                Rows = options.Rows,
                Schema = options.Schema,
                IsFolder = true,
                IsStored = options.Store,
            };
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file or folder '{path}' to take up as a dataset.", path);
        }

        var table = TableFile.For(path);
        var file = ReadFile(path, options.Store, store, table);
        return new DatasetElement(file.Hash, file.Length)
        {
            Source = source,
            Rows = options.Rows ?? table?.Rows,
            Schema = options.Schema ?? table?.Header,
            IsStored = options.Store,
        };
    }

    /// <summary>SHA-256 of a file or, as <see cref="Read"/> gives it, of a folder; nothing is stored. Null where there is none.</summary>
    public static string? Digest(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? ReadFile(path, false, null, null).Hash : null;
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(f => KeyValuePair.Create(Path.GetRelativePath(path, f).Replace('\\', '/'), (TreeElement)ReadFile(f, false, null, null)))
            .OrderBy(f => f.Key, StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(ObjectCodec.Elements(Listing, files))).ToLowerInvariant();
    }

    public static FileElement PutFile(string path, IObjectStore objects)
    {
        using var stream = OpenRead(path);
        var stored = objects.Put(stream, null, CancellationToken.None);
        return new FileElement(stored.Hash, stored.Length);
    }

    private static FileElement ReadFile(string path, bool keep, CommitStore? store, TableFile? table)
    {
        using var stream = new CountingStream(OpenRead(path), table);
        if (keep)
        {
            var stored = store!.Objects.Put(stream, null, CancellationToken.None);
            return new FileElement(stored.Hash, stored.Length);
        }

        return new FileElement(Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant(), stream.Position);
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);
}
