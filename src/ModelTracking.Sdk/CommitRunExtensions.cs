using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking;

/// <summary>Commits and registers runs that are going on.</summary>
public static class CommitRunExtensions
{
    /// <summary>The tag by which a run knows its commits.</summary>
    public const string CommitTag = "commit";

    /// <summary>
    /// Says that the commit comes from a run, and takes up its metrics and parameters as they are now and what it captured: code,
    /// environment, datasets. The run gets a tag <c>commit</c> with the commit's identity, if it has not ended.
    /// </summary>
    public static CommitBuilder From(this CommitBuilder commit, Run run)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(run);
        return commit.From(SummaryOf(run)).WhenCommitted(made =>
        {
            if (!run.HasEnded)
            {
                run.SetTag(CommitTag, made.Id);
            }
        });
    }

    /// <summary>Takes up model files that a run logged as artifacts; nothing is copied.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="run">The run.</param>
    /// <param name="path">The artifact, or a folder of artifacts.</param>
    /// <param name="options">More about it. Default: none.</param>
    /// <exception cref="FileNotFoundException">The run has no such artifact.</exception>
    public static CommitBuilder Model(this CommitBuilder commit, string name, Run run, string path, ModelPartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(run);
        return commit.Model(name, SummaryOf(run), path, options);
    }

    /// <summary>Registers an artifact of a run, or a folder of artifacts, as the next version of a model.</summary>
    /// <param name="models">The registry.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="run">The run.</param>
    /// <param name="artifact">The artifact's path.</param>
    /// <param name="alias">An alias to point to the new version, by its rule. Default: none.</param>
    /// <exception cref="FileNotFoundException">The run has no such artifact.</exception>
    public static ModelVersion Register(this ModelRegistry models, string name, Run run, string artifact, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(run);
        return models.Register(name, SummaryOf(run), artifact, alias);
    }

    // A commit is made of what is stored, so what was logged before it is written first.
    private static RunSummary SummaryOf(Run run)
    {
        if (!run.HasEnded)
        {
            (run.Capture?.SnapshotAsync() ?? Task.CompletedTask).GetAwaiter().GetResult();
            run.FlushAsync().GetAwaiter().GetResult();
        }

        return run.Client.Reader.GetRunAsync(run.Id).GetAwaiter().GetResult()
            ?? throw new FileNotFoundException($"Run {run.Id} is not in the store yet.");
    }
}
