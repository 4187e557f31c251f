using System.Collections.Concurrent;

namespace Mlflow.Stub.State;

/// <summary>The artifact root of the server: files by their path below it.</summary>
public sealed class ArtifactFiles
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public IEnumerable<string> Paths => _files.Keys.Order(StringComparer.Ordinal);

    public byte[]? Find(string path) => _files.GetValueOrDefault(path);

    public void Put(string path, byte[] content) => _files[path] = content;

    public bool IsFolder(string path) => _files.Keys.Any(f => f.StartsWith($"{path}/", StringComparison.Ordinal));

    public bool IsBelowFile(string path) => _files.Keys.Any(f => path.StartsWith($"{f}/", StringComparison.Ordinal));

    public void Delete(string path)
    {
        foreach (var file in _files.Keys.Where(f => f == path || f.StartsWith($"{path}/", StringComparison.Ordinal)))
        {
            _files.TryRemove(file, out _);
        }
    }

    /// <summary>What lies directly in a folder: names, and the size of files.</summary>
    public IEnumerable<(string Name, long? Size)> List(string folder)
    {
        var prefix = folder.Length == 0 ? "" : $"{folder.TrimEnd('/')}/";
        return _files
            .Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(f => (Below: f.Key[prefix.Length..], Size: f.Value.LongLength))
            .GroupBy(f => f.Below.Split('/')[0], StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.All(f => f.Below.Contains('/')) ? (long?)null : g.First(f => !f.Below.Contains('/')).Size));
    }
}
