using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ModelTracking.Artifacts;

/// <summary>Objects in memory, for tests and notebooks.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    public StoredObject Put(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        var bytes = copy.ToArray();
        var hash = Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
        _objects.TryAdd(hash, bytes);
        progress?.Report(bytes.Length);
        return new StoredObject(hash, bytes.Length);
    }

    public string Snapshot(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Put(file, null, CancellationToken.None).Hash;
    }

    public StoredObject Adopt(string snapshot, IProgress<long>? progress)
    {
        var stored = new StoredObject(snapshot, _objects[snapshot].Length);
        progress?.Report(stored.Length);
        return stored;
    }

    public bool Contains(string hash) => _objects.ContainsKey(hash);

    public bool Keep(string hash) => Contains(hash);

    public Stream OpenRead(string hash) => _objects.TryGetValue(hash, out var bytes)
        ? new MemoryStream(bytes, writable: false)
        : throw new FileNotFoundException($"The artifact's bytes ({hash}) are not in memory.");
}
