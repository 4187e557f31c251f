using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>Searches commits, runs and model versions for something.</summary>
internal sealed class UseFinder(VersionStore versions, VersionContext context)
{
    private readonly Dictionary<string, bool> _parts = new(StringComparer.Ordinal);

    public async Task<ObjectUses> FindAsync(string what, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        var run = RunId.TryParse(what, out var id) ? id : (RunId?)null;
        var commits = new List<(string Repository, Commit Commit)>();
        foreach (var repository in versions.Repositories.Select(versions.Repository))
        {
            cancellationToken.ThrowIfCancellationRequested();
            commits.AddRange(repository.Log().Where(c => run is { } r ? c.Run == r : Contains(c, what)).Select(c => (repository.Name, c)));
        }

        var found = commits.Select(c => c.Commit.Id).ToHashSet(StringComparer.Ordinal);
        var models = versions.Models.List().SelectMany(m => m.Versions)
            .Where(v => found.Contains(v.CommitId) || v.CommitId == what || (run is { } r ? v.Commit.Run == r : Contains(v.Commit, what))).ToArray();
        var runs = commits.Select(c => c.Commit.Run).Concat(models.Select(m => m.Commit.Run)).OfType<RunId>().ToHashSet();
        if (run is null && context.Runs is { } reader)
        {
            await foreach (var summary in reader.ListRunsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (summary.Artifacts.Any(a => a.Hash == what))
                {
                    runs.Add(summary.Id);
                }
            }
        }

        return new ObjectUses(commits, [.. runs.Order()], models);
    }

    private bool Contains(Commit commit, string hash)
    {
        if (commit.Id == hash || commit.TreeId == hash)
        {
            return true;
        }

        foreach (var (part, id) in commit.Tree.PartIds!)
        {
            if (!_parts.TryGetValue(id, out var contains))
            {
                _parts[id] = contains = id == hash || commit.Tree.Part(part).Values.Any(e =>
                    CommitStore.FileOf(e) == hash || (e is DatasetElement dataset && dataset.Digest == hash) || (e is GitElement git && git.Commit == hash));
            }

            if (contains)
            {
                return true;
            }
        }

        return false;
    }
}
