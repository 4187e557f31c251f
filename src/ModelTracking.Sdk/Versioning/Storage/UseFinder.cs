using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>Searches commits, runs and model versions for something.</summary>
internal sealed class UseFinder(VersionStore versions, VersionContext context)
{
    private readonly Dictionary<string, bool> _parts = new(StringComparer.Ordinal);

    /// <summary>Searches for a run, or for objects by any of their digests.</summary>
    public async Task<ObjectUses> FindAsync(IReadOnlySet<string> what, CancellationToken cancellationToken)
    {
        var run = what.Count == 1 && RunId.TryParse(what.First(), out var id) ? id : (RunId?)null;
        var commits = new List<(string Repository, Commit Commit)>();
        foreach (var repository in versions.Repositories.Select(versions.Repository))
        {
            cancellationToken.ThrowIfCancellationRequested();
            commits.AddRange(repository.Log().Where(c => run is { } r ? c.Run == r : Contains(c, what)).Select(c => (repository.Name, c)));
        }

        var found = commits.Select(c => c.Commit.Id).ToHashSet(StringComparer.Ordinal);
        var models = versions.Models.List().SelectMany(m => m.Versions)
            .Where(v => found.Contains(v.CommitId) || what.Contains(v.CommitId) || (run is { } r ? v.Commit.Run == r : Contains(v.Commit, what))).ToArray();
        var runs = commits.Select(c => c.Commit.Run).Concat(models.Select(m => m.Commit.Run)).OfType<RunId>().ToHashSet();
        if (run is null && context.Runs is { } reader)
        {
            await foreach (var summary in reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (Contains(summary, what))
                {
                    runs.Add(summary.Id);
                }
            }
        }

        return new ObjectUses(commits, [.. runs.Order()], models);
    }

    private static bool Contains(RunSummary run, IReadOnlySet<string> what) =>
        run.Artifacts.Any(a => what.Contains(a.Hash))
        || run.Datasets.Any(d => what.Contains(d.Digest[(d.Digest.IndexOf(':', StringComparison.Ordinal) + 1)..]))
        || run.Code.Any(c => c.Commit is { } commit && what.Contains(commit));

    private bool Contains(Commit commit, IReadOnlySet<string> what)
    {
        if (what.Contains(commit.Id) || what.Contains(commit.TreeId))
        {
            return true;
        }

        foreach (var (part, id) in commit.Tree.PartIds!)
        {
            if (!_parts.TryGetValue(id, out var contains))
            {
                _parts[id] = contains = what.Contains(id) || commit.Tree.Part(part).Values.Any(e =>
                    (CommitStore.FileOf(e) is { } file && what.Contains(file)) || (e is DatasetElement dataset && what.Contains(dataset.Digest)) || (e is GitElement git && what.Contains(git.Commit)));
            }

            if (contains)
            {
                return true;
            }
        }

        return false;
    }
}
