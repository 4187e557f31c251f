using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>The <c>meta.yaml</c> and the tags of a run.</summary>
internal static class RunMeta
{
    private const int Local = 4;

    public static MetaFile Of(RunSummary run, bool isDeleted, string experiment, string? kept)
    {
        var id = run.Id.ToString();
        var meta = kept is null ? new MetaFile() : MetaFile.Read(Path.Combine(kept, MetaFile.Name));
        var status = StatusOf(run.Status);

        // A run that had not ended when it was taken over has not ended since; nobody of ours writes to it.
        var stillRuns = run.Status == RunStatus.Crashed && meta.Integer("status") is 1 or 2;
        meta.Set("run_id", id).Set("run_uuid", id)
            .Set("experiment_id", Path.GetFileName(experiment))
            .Set("run_name", run.Name)
            .Set("start_time", run.StartTime.ToUnixTimeMilliseconds())
            .Set("status", stillRuns ? meta.Integer("status")!.Value : status)
            .Set("lifecycle_stage", isDeleted ? "deleted" : "active");
        var end = run.EndTime ?? (run.Status == RunStatus.Crashed && !stillRuns ? run.LastActivity : null);
        _ = end is { } time && !stillRuns ? meta.Set("end_time", time.ToUnixTimeMilliseconds()) : meta.Has("end_time") ? meta : meta.Set("end_time", null);
        if (kept is null)
        {
            meta.Set("artifact_uri", $"{MlrunsNames.Address(experiment)}/{id}/artifacts")
                .Set("entry_point_name", "").Set("source_name", "").Set("source_version", "").Set("source_type", Local)
                .Set("user_id", run.Environments is [{ User: { } user }, ..] ? user : "")
                .SetEmptyList("tags");
        }

        return isDeleted && !meta.Has("deleted_time") ? meta.Set("deleted_time", run.LastActivity.ToUnixTimeMilliseconds()) : meta;
    }

    public static SortedDictionary<string, string> Tags(RunSummary run)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var environment in run.Environments.Take(1))
        {
            Add(tags, Replication.RunTags.Of(environment));
        }

        foreach (var code in run.Code.Take(1))
        {
            Add(tags, Replication.RunTags.Of(code));
        }

        Add(tags, run.Tags.Select(t => (Replication.Names.Of(t.Key, 250), (string?)t.Value)));
        Add(tags, [(MlrunsNames.RunName, run.Name), (MlrunsNames.ParentRun, run.ParentId?.ToString()), (MlrunsNames.Note, run.Description)]);
        return tags;
    }

    private static void Add(SortedDictionary<string, string> tags, IEnumerable<(string Key, string? Value)> more)
    {
        foreach (var (key, value) in more)
        {
            if (value is not null)
            {
                tags[key] = value;
            }
        }
    }

    private static int StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => 1,
        RunStatus.Finished => 3,
        RunStatus.Failed => 4,
        _ => 5,
    };
}
