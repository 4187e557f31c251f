namespace ModelTracking.Versioning.Storage;

/// <summary>Merges and reverts: decides what the branch shall hold, then commits that.</summary>
internal sealed class MergeOperation(Repository repository)
{
    private readonly CommitStore _store = repository.Store;

    public MergeResult Merge(Commit theirs, string source, string into, MergeOptions options)
    {
        var ours = repository.Head(into);
        if (ours is null)
        {
            throw new VersionNotFoundException($"Repository '{repository.Name}' has no branch '{into}' to merge into. Make it with Branch(\"{into}\").", nameof(into));
        }

        var bases = repository.MergeBaseIds(ours.Id, theirs.Id);
        if (bases is [var only] && only == theirs.Id)
        {
            return new MergeResult { Status = MergeStatus.UpToDate, Commit = options.DryRun ? null : ours, Bases = bases, Changes = Changes(ours, ours.Tree), IsDryRun = options.DryRun };
        }

        if (bases is [var head] && head == ours.Id && !options.NoFastForward)
        {
            if (!options.DryRun)
            {
                repository.Move(RefTable.Branch + into, ours, theirs, $"merge {source}: fast-forward");
            }

            return new MergeResult { Status = MergeStatus.FastForward, Commit = options.DryRun ? null : theirs, Bases = bases, Changes = Changes(ours, theirs.Tree), IsDryRun = options.DryRun };
        }

        var outcome = TreeMerger.Merge(MergeBase.Of(bases, _store), ours.Tree, theirs.Tree, options.OnConflict);
        return Conclude(outcome, ours, [ours.Id, theirs.Id], bases, into, options, options.Message ?? $"Merge {source} into {into}", $"merge {source}");
    }

    public MergeResult Revert(Commit commit, string branch, MergeOptions options, int parent)
    {
        var ours = repository.Head(branch) ?? throw new VersionNotFoundException($"Repository '{repository.Name}' has no branch '{branch}'.", nameof(branch));
        if (commit.Parents.Count == 0 ? parent != 1 : parent < 1 || parent > commit.Parents.Count)
        {
            throw new ArgumentException($"Commit {commit.ShortId} has {commit.Parents.Count} parents, not {parent}.", nameof(parent));
        }

        var before = commit.Parents.Count == 0 ? VersionTree.Empty : _store.Load(commit.Parents[parent - 1]).Tree;
        var outcome = TreeMerger.Merge(MergeBase.Of(commit.Tree), ours.Tree, before, options.OnConflict);
        var message = options.Message ?? $"Revert \"{Repository.FirstLine(commit.Message)}\"\n\nThis takes back commit {commit.Id}.";
        return Conclude(outcome, ours, [ours.Id], [commit.Id], branch, options, message, $"revert {commit.ShortId}");
    }

    private MergeResult Conclude(MergeOutcome outcome, Commit ours, IReadOnlyList<string> parents, IReadOnlyList<string> bases, string branch, MergeOptions options, string message, string why)
    {
        Commit? commit = null;
        if (outcome.Conflicts.Count == 0 && !options.DryRun)
        {
            var context = repository.Context;
            commit = _store.Save(new CommitHeader(_store.SaveTree(outcome.Tree), parents, context.Author, context.Time.GetUtcNow(), message, null));
            repository.Move(RefTable.Branch + branch, ours, commit, why);
        }

        return new MergeResult
        {
            Status = outcome.Conflicts.Count > 0 ? MergeStatus.Conflicts : MergeStatus.Merged,
            Commit = commit,
            Bases = bases,
            Conflicts = outcome.Conflicts,
            Warnings = outcome.Warnings,
            Changes = Changes(ours, outcome.Tree),
            IsDryRun = options.DryRun,
        };
    }

    private TreeDiff Changes(Commit ours, VersionTree result) => TreeDiff.Between(ours.Tree, result, _store.Objects.OpenRead);
}
