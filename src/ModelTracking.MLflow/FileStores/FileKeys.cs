namespace ModelTracking.MLflow.FileStores;

/// <summary>
/// Keys as files: where one is the folder of another (<c>loss</c> beside <c>loss/train</c>), it gets the beginning of its hash, because a file cannot be
/// a folder too.
/// </summary>
internal sealed class FileKeys
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Action<string> _problem;

    /// <param name="keys">All keys of one kind.</param>
    /// <param name="problem">Told of each that is called otherwise.</param>
    public FileKeys(IEnumerable<string> keys, Action<string> problem)
    {
        _problem = problem;
        foreach (var key in keys)
        {
            for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = key.IndexOf('/', slash + 1))
            {
                _folders.Add(key[..slash]);
            }
        }
    }

    public string this[string key]
    {
        get
        {
            if (!_folders.Contains(key))
            {
                return key;
            }

            var name = $"{key}-{MlrunsNames.Hash(key)[..8]}";
            _problem($"'{key}' is called '{name}' there, where '{key}' is a folder.");
            return name;
        }
    }
}
