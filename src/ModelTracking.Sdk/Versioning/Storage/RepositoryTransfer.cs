using ModelTracking.Artifacts;

namespace ModelTracking.Versioning.Storage;

/// <summary>Pushes and pulls: objects first, then references, each only forwards.</summary>
internal sealed class RepositoryTransfer(Repository from, Repository to, IProgress<string>? progress)
{
    /// <summary>Where a pull puts a branch that went another way than the one of the same name here.</summary>
    public const string Diverged = "pulled/";

    private readonly List<Reference> _moved = [];

    /// <param name="asideIfDiverged">Whether a branch that went another way gets a name of its own; else that is an error.</param>
    public TransferReport Copy(bool asideIfDiverged)
    {
        if (from.Branches.Count == 0)
        {
            throw new VersionNotFoundException($"There is no repository '{from.Name}' in {from.Context.Storage.Place}, or it has no commits.");
        }

        var held = to.Branches.Concat(to.Tags).Select(r => r.CommitId).Distinct();
        var transfer = new ObjectTransfer(from.Store.Objects, to.Store.Objects, CommitGraph.Ancestors(held, id => to.Store.Load(id).Header), progress);
        foreach (var branch in from.Branches)
        {
            transfer.Copy(branch.CommitId);
            MoveBranch(branch, asideIfDiverged);
        }

        foreach (var tag in from.Tags)
        {
            transfer.Copy(tag.CommitId);
            MoveTag(tag);
        }

        return new TransferReport(transfer.Copied, transfer.Bytes, _moved);
    }

    private void MoveBranch(Reference branch, bool asideIfDiverged)
    {
        var key = RefTable.Branch + branch.Name;
        var target = to.Store.Load(branch.CommitId);
        var there = to.Head(branch.Name);
        if (there is null || IsBefore(there, target))
        {
            Move(key, there, target, branch.Name);
        }
        else if (!IsBefore(target, there))
        {
            if (!asideIfDiverged)
            {
                throw Conflict(key, there.Id, target, $"Pull from there, merge '{Diverged}{branch.Name}', then push again.");
            }

            Move(RefTable.Branch + Diverged + branch.Name, to.Head(Diverged + branch.Name), target, Diverged + branch.Name);
        }
    }

    private void MoveTag(Reference tag)
    {
        var key = RefTable.Tag + tag.Name;
        var there = to.Refs.Find(key);
        if (there is not null && there != tag.CommitId)
        {
            throw Conflict(key, there, to.Store.Load(tag.CommitId), "Tags do not move: delete one of the two.");
        }

        Move(key, there is null ? null : to.Store.Load(there), to.Store.Load(tag.CommitId), tag.Name);
    }

    private void Move(string key, Commit? expected, Commit target, string name)
    {
        if (expected?.Id != target.Id)
        {
            to.Move(key, expected, target, $"copied from {from.Context.Storage.Place}");
            _moved.Add(new Reference(name, target.Id));
        }
    }

    private bool IsBefore(Commit earlier, Commit later) => to.MergeBaseIds(earlier.Id, later.Id).Contains(earlier.Id);

    private VersionConflictException Conflict(string key, string there, Commit target, string remedy) =>
        new($"The {key.Replace("/", " '", StringComparison.Ordinal)}' has gone another way in {to.Context.Storage.Place}: it is at {there[..10]}, and {target.ShortId} does not come after that. {remedy}")
        {
            Reference = key,
            Actual = there,
            Rejected = target.Id,
        };
}
