namespace ModelTracking.MLflow.Replication;

/// <summary>
/// Keys of one kind for a file store, which keeps each as a file: beside <c>loss</c> there can be no <c>loss/train</c>. The one that comes
/// later gets a name without slashes and with the beginning of its hash, the same each time. Not thread-safe.
/// </summary>
internal sealed class ApartKeys
{
    private readonly int _limit;
    private readonly HashSet<string> _files;
    private readonly HashSet<string> _folders;

    /// <summary>Makes names.</summary>
    /// <param name="there">Keys that are there.</param>
    /// <param name="limit">The longest name.</param>
    public ApartKeys(IEnumerable<string> there, int limit)
    {
        _limit = limit;
        _files = new(there, StringComparer.Ordinal);
        _folders = new(_files.SelectMany(Names.FoldersOf), StringComparer.Ordinal);
    }

    /// <summary>The key's name there.</summary>
    public string Of(string key)
    {
        if (_files.Contains(key))
        {
            return key;
        }

        var name = _folders.Contains(key) || Names.FoldersOf(key).Any(_files.Contains) ? Flat(key) : key;
        _files.Add(name);
        _folders.UnionWith(Names.FoldersOf(name));
        return name;
    }

    private string Flat(string key)
    {
        var hash = TextHash.Short(key);
        return $"{Names.Short(key.Replace('/', '_'), _limit - hash.Length - 1)}-{hash}";
    }
}
