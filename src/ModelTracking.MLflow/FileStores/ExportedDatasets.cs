using ModelTracking.MLflow.Replication;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>The data sets of a run: one folder per data set in the experiment, one per use in the run.</summary>
internal sealed class ExportedDatasets(string experiment, string run)
{
    public void Write(IEnumerable<DatasetLogged> datasets)
    {
        var known = Known().ToHashSet();
        foreach (var logged in datasets)
        {
            var input = Replication.DatasetInputs.Of(logged, MlflowLimits.Standard);
            var data = input.Dataset;
            if (!known.Add((data.Name, data.Digest)) || known.Contains((logged.Name, logged.Digest)) && logged.Digest != data.Digest)
            {
                continue;
            }

            var id = TextHash.Of($"{data.Name}\n{data.Digest}");
            new MetaFile()
                .Set("digest", data.Digest).Set("name", data.Name).Set("profile", data.Profile).Set("schema", data.Schema)
                .Set("source", data.Source).Set("source_type", data.SourceType)
                .Write(Path.Combine(experiment, MlrunsNames.Datasets, id, MetaFile.Name));
            new MetaFile()
                .Set("destination_id", id).Set("destination_type", "RUN").Set("source_id", id).Set("source_type", "DATASET")
                .SetMap("tags", input.Tags.Select(t => KeyValuePair.Create(t.Key, t.Value ?? "")))
                .Write(Path.Combine(run, "inputs", TextHash.Of($"{id}\n{logged.Context}"), MetaFile.Name));
        }
    }

    /// <summary>What was kept of the run says so already.</summary>
    private IEnumerable<(string, string)> Known() => Folder.WithMeta(Path.Combine(run, "inputs"))
        .Select(f => MetaFile.Read(Path.Combine(f, MetaFile.Name)).Text("source_id") ?? "")
        .Select(id => Path.Combine(experiment, MlrunsNames.Datasets, id, MetaFile.Name))
        .Where(File.Exists)
        .Select(MetaFile.Read)
        .Select(m => (m.Text("name") ?? "", m.Text("digest") ?? ""));
}
