using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>What a run tells about itself, as the tags that MLflow's pages show.</summary>
internal static class RunTags
{
    public const string Parent = "mlflow.parentRunId";
    public const string Note = "mlflow.note.content";
    private const string Source = "mlflow.source.name";

    /// <summary>Tags of a run that is made.</summary>
    public static Dictionary<string, string> AtStart(ReplicaRequest request, MlflowProfile profile)
    {
        var run = request.Run;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [MlflowTarget.RunIdTag] = run.Id.ToString() };
        void Set(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                tags[key] = Names.Short(value, profile.Limits.TagValue);
            }
        }

        Set("mlflow.user", User(run));
        Set(Note, run.Description);
        Set(Parent, request.ParentId);
        Set("modeltracking.forked_from", run.ForkedFrom?.ToString());
        Set("modeltracking.fork_step", run.ForkStep?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (run.Experiment.Length > profile.Limits.ExperimentName)
        {
            Set("modeltracking.experiment", run.Experiment);
        }

        return tags;
    }

    public static string User(RunSummary run) => run.Environments is [{ User: { Length: > 0 } user }, ..] ? user : System.Environment.UserName;

    public static IEnumerable<(string Key, string? Value)> Of(EnvironmentCaptured environment) =>
    [
        ("mlflow.user", environment.User),
        (Source, environment.EntryAssembly),
        ("mlflow.source.type", "LOCAL"),
        ("modeltracking.host", environment.Host),
        ("modeltracking.framework", environment.Framework),
        ("modeltracking.command_line", environment.CommandLine),
    ];

    public static IEnumerable<(string Key, string? Value)> Of(CodeCaptured code) =>
    [
        ("mlflow.source.git.commit", code.Commit),
        ("mlflow.source.git.branch", code.Branch),
        ("mlflow.source.git.repoURL", code.Remote),
        ("mlflow.source.git.dirty", code.Commit is null ? null : code.IsDirty ? "true" : "false"),
    ];
}
