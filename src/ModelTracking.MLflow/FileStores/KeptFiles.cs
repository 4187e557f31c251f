namespace ModelTracking.MLflow.FileStores;

/// <summary>
/// What an imported file store said that a run has no place for (experiments, who used which data set, logged models, the
/// registry), kept as it was in the folder <c>mlflow</c> of our store, so that an export gives it back.
/// </summary>
internal sealed class KeptFiles(string store)
{
    private readonly string _root = Path.Combine(store, "mlflow");

    /// <summary>Where a file of the file store is kept.</summary>
    public string this[string relative] => Path.Combine(_root, relative);

    /// <summary>Keeps a file of the file store.</summary>
    public void Keep(string mlruns, string path) => Folder.Copy(path, this[Path.GetRelativePath(mlruns, path)]);

    /// <summary>Keeps all files below a folder of the file store that are wanted.</summary>
    public void KeepAll(string mlruns, string folder, Func<string, bool>? wanted = null)
    {
        foreach (var (key, path) in Folder.Files(folder))
        {
            if (wanted?.Invoke(key) ?? true)
            {
                Keep(mlruns, path);
            }
        }
    }

    /// <summary>Kept experiments: folder and meta.</summary>
    public IEnumerable<(string Folder, MetaFile Meta)> Experiments() =>
        new[] { _root, Path.Combine(_root, MlrunsNames.Trash) }.SelectMany(Folder.WithMeta).Where(f => Path.GetFileName(f) != MlrunsNames.Models).Select(f => (f, MetaFile.Read(Path.Combine(f, MetaFile.Name))));

    /// <summary>The kept folder of a run; null for one that did not come from a file store.</summary>
    public string? Run(string id) => Experiments().Select(e => Path.Combine(e.Folder, id)).FirstOrDefault(Directory.Exists);
}
