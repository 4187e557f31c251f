using ModelTracking.MLflow.Replication;

namespace ModelTracking.MLflow.FileStores;

/// <summary>
/// Keys as files: where one is the folder of another (<c>loss</c> beside <c>loss/train</c>), it gets the beginning of its hash, because a file cannot be
/// a folder too.
/// </summary>
internal sealed class FileKeys
{
    private readonly HashSet<string> _folders;
    private readonly Action<string> _problem;

    /// <param name="keys">All keys of one kind.</param>
    /// <param name="problem">Told of each that is called otherwise.</param>
    public FileKeys(IEnumerable<string> keys, Action<string> problem)
    {
        _problem = problem;
        _folders = new(keys.SelectMany(Names.FoldersOf), StringComparer.Ordinal);
    }

    public string this[string key]
    {
        get
        {
            if (!_folders.Contains(key))
            {
                return key;
            }

            var name = $"{key}-{TextHash.Short(key)}";
            _problem($"'{key}' is called '{name}' there, where '{key}' is a folder.");
            return name;
        }
    }
}
