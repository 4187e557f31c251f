namespace ModelTracking.MLflow.FileStores;

/// <summary>The experiments of a file store that is written: those that were kept, those that are there, and new ones.</summary>
internal sealed class ExportedExperiments
{
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _oldRoots = new(StringComparer.Ordinal);
    private readonly string _root;

    public ExportedExperiments(string root, KeptFiles kept)
    {
        _root = root;
        foreach (var there in Folder.WithMeta(root).Concat(Folder.WithMeta(Path.Combine(root, MlrunsNames.Trash))).Where(f => Path.GetFileName(f) != MlrunsNames.Models))
        {
            _folders[MetaFile.Read(Path.Combine(there, MetaFile.Name)).Text("name") ?? ""] = there;
        }

        var experiments = kept.Experiments().ToArray();
        foreach (var (folder, meta) in experiments)
        {
            var location = meta.Text("artifact_location") ?? "";
            if (location.EndsWith($"/{Path.GetFileName(folder)}", StringComparison.Ordinal) && (location.StartsWith("file:", StringComparison.Ordinal) || !location.Contains(':', StringComparison.Ordinal)))
            {
                _oldRoots.Add(location[..^(Path.GetFileName(folder).Length + 1)]);
            }
        }

        foreach (var (folder, meta) in experiments)
        {
            var target = Path.Combine(root, Path.GetRelativePath(kept[""], folder));
            _folders[meta.Text("name") ?? ""] = target;
            Write(meta, Path.Combine(target, MetaFile.Name));
            foreach (var reserved in MlrunsNames.Reserved)
            {
                foreach (var (key, path) in Folder.Files(Path.Combine(folder, reserved)))
                {
                    Copy(path, Path.Combine(target, reserved, key));
                }
            }
        }
    }

    /// <summary>The folder of an experiment, which is made where there is none.</summary>
    public string Of(string name, DateTimeOffset time)
    {
        name = name == "default" && !_folders.ContainsKey(name) ? "Default" : name;
        if (_folders.TryGetValue(name, out var known))
        {
            return known;
        }

        var id = MlrunsNames.ExperimentId(name);
        var folder = Path.Combine(_root, id);
        var meta = new MetaFile()
            .Set("artifact_location", MlrunsNames.Address(folder))
            .Set("creation_time", time.ToUnixTimeMilliseconds())
            .Set("experiment_id", id)
            .Set("last_update_time", time.ToUnixTimeMilliseconds())
            .Set("lifecycle_stage", "active")
            .Set("name", name);
        meta.Write(Path.Combine(folder, MetaFile.Name));
        return _folders[name] = folder;
    }

    /// <summary>Writes a meta whose addresses point to where the files are now.</summary>
    public void Write(MetaFile meta, string path)
    {
        foreach (var old in _oldRoots)
        {
            meta.Rebase(old, MlrunsNames.Address(_root));
        }

        meta.Write(path);
    }

    /// <summary>Copies a kept file; a meta as <see cref="Write"/> does.</summary>
    public void Copy(string from, string to)
    {
        if (Path.GetFileName(from) == MetaFile.Name)
        {
            Write(MetaFile.Read(from), to);
        }
        else
        {
            Folder.Copy(from, to);
        }
    }
}
