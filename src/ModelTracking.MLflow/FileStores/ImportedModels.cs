using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>
/// Logged models of an experiment (MLflow 3): their files become artifacts of the run that made them, all else is kept.
/// Their own points are those of the run again.
/// </summary>
internal sealed class ImportedModels(string experiment, string mlruns, KeptFiles kept)
{
    private const string Artifacts = "artifacts/";
    private readonly HashSet<string> _taken = [];

    /// <summary>Models that a run has made.</summary>
    public IEnumerable<(ModelLogged Logged, IEnumerable<(string Path, string File)> Files)> Of(RunId run, DateTimeOffset time)
    {
        foreach (var folder in Folder.WithMeta(Path.Combine(experiment, MlrunsNames.Models)))
        {
            var meta = MetaFile.Read(Path.Combine(folder, MetaFile.Name));
            if (meta.Text("source_run_id") != run.ToString())
            {
                continue;
            }

            _taken.Add(folder);
            var name = meta.Text("name") is { Length: > 0 } given ? given.Replace('/', '-') : "model";
            var path = $"{MlrunsNames.Models}/{name}/{Path.GetFileName(folder)}";
            var logged = new ModelLogged(name, Flavor(folder), path)
            {
                Time = meta.Integer("creation_timestamp") is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : time,
                Metadata = new Dictionary<string, string> { [MlrunsNames.ModelId] = Path.GetFileName(folder) },
            };
            yield return (logged, Folder.Files(Path.Combine(folder, "artifacts")).Select(f => ($"{path}/{f.Key}", f.Path)));
        }
    }

    /// <summary>Keeps what is no artifact of a run.</summary>
    public void KeepRest()
    {
        foreach (var folder in Folder.WithMeta(Path.Combine(experiment, MlrunsNames.Models)))
        {
            kept.KeepAll(mlruns, folder, key => !_taken.Contains(folder) || !key.StartsWith(Artifacts, StringComparison.Ordinal));
        }
    }

    private static string Flavor(string folder)
    {
        var file = Path.Combine(folder, "artifacts", "MLmodel");
        try
        {
            var flavors = File.Exists(file) ? MetaFile.Read(file).Keys("flavors") : [];
            return flavors.FirstOrDefault(f => f != "python_function") ?? (flavors is [var only, ..] ? only : "file");
        }
        catch (InvalidDataException)
        {
            return "file";
        }
    }
}
