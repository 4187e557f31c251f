using System.Globalization;
using ModelTracking.Versioning;

namespace ModelTracking.MLflow.FileStores;

/// <summary>Registered models: those that were kept as they were, and those of our registry with the files of their versions.</summary>
internal static class ExportedRegistry
{
    /// <summary>Writes them.</summary>
    /// <returns>How many there are.</returns>
    public static int Write(Backends.FileStore store, string folder, KeptFiles kept, ExportedExperiments experiments)
    {
        var target = Path.Combine(folder, MlrunsNames.Models);
        foreach (var (key, path) in Folder.Files(kept[MlrunsNames.Models]))
        {
            experiments.Copy(path, Path.Combine(target, key));
        }

        using var client = TrackingClient.Open(new TrackingOptions { Store = store.Folder, FlushOnExit = false });
        foreach (var model in client.Models.List())
        {
            WriteModel(model, Path.Combine(target, MlrunsNames.Model(model.Name)));
        }

        return Folder.WithMeta(target).Count();
    }

    private static void WriteModel(RegisteredModel model, string folder)
    {
        var path = Path.Combine(folder, MetaFile.Name);
        var history = model.History();
        var meta = File.Exists(path) ? MetaFile.Read(path) : new MetaFile().Set("creation_timestamp", Milliseconds(history[0].Time)).Set("deployment_job_id", null).Set("deployment_job_state", null);
        meta.Set("name", MlrunsNames.Model(model.Name))
            .Set("description", model.Description)
            .Set("last_updated_timestamp", Milliseconds(history[^1].Time))
            .SetMap("aliases", model.Aliases.Select(a => KeyValuePair.Create(a.Key, a.Value.ToString(CultureInfo.InvariantCulture))))
            .Write(path);
        Folder.Write(Path.Combine(folder, "tags"), model.Tags);
        Folder.Write(Path.Combine(folder, "aliases"), model.Aliases.Select(a => KeyValuePair.Create(a.Key, a.Value.ToString(CultureInfo.InvariantCulture))));
        foreach (var version in model.Versions)
        {
            WriteVersion(version, VersionFolder(folder, version.Number), history);
        }

        // What was deleted stays as a stone with its number on it, so that MLflow does not give the number again.
        foreach (var deleted in history.Where(e => e is { Kind: ModelEventKind.VersionDeleted, Version: not null } && model.Versions.All(v => v.Number != e.Version)))
        {
            WriteDeleted(model.Name, deleted, VersionFolder(folder, deleted.Version!.Value));
        }
    }

    private static string VersionFolder(string model, int number) => Path.Combine(model, $"version-{number.ToString(CultureInfo.InvariantCulture)}");

    private static void WriteDeleted(string model, ModelEvent deleted, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        new MetaFile().Set("creation_timestamp", Milliseconds(deleted.Time)).Set("current_stage", "Deleted_Internal").Set("description", null).Set("last_updated_timestamp", Milliseconds(deleted.Time))
            .Set("name", MlrunsNames.Model(model)).Set("run_id", null).Set("run_link", null).Set("source", null).Set("status", "READY").Set("status_message", null)
            .Set("storage_location", null).Set("user_id", null).Set("version", deleted.Version!.Value)
            .Write(Path.Combine(folder, MetaFile.Name));
    }

    private static void WriteVersion(ModelVersion version, string folder, IReadOnlyList<ModelEvent> history)
    {
        var path = Path.Combine(folder, MetaFile.Name);
        var events = history.Where(e => e.Version == version.Number).Select(e => Milliseconds(e.Time)).DefaultIfEmpty(0).ToArray();
        var files = Path.Combine(folder, "artifacts");
        var meta = File.Exists(path)
            ? MetaFile.Read(path)
            : new MetaFile().Set("creation_timestamp", events[0]).Set("run_link", null).Set("status", "READY").Set("status_message", null).Set("user_id", null)
                .Set("deployment_job_state", null).Set("model_id", null)
                .Set("run_id", version.Commit.Run?.ToString())
                .Set("source", MlrunsNames.Address(files)).Set("storage_location", MlrunsNames.Address(files));
        meta.Set("current_stage", version.Stage is "Staging" or "Production" or "Archived" ? version.Stage : "None")
            .Set("description", version.Description)
            .Set("last_updated_timestamp", events[^1])
            .Set("name", MlrunsNames.Model(version.Model))
            .Set("version", version.Number)
            .Write(path);
        Folder.Write(Path.Combine(folder, "tags"), version.Tags);
        version.SaveTo(files);
    }

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
