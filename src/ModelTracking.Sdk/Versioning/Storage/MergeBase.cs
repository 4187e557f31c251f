namespace ModelTracking.Versioning.Storage;

/// <summary>What both sides of a merge began with.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Ambiguous">Places where several lowest common ancestors disagree: there, whatever differs is a conflict.</param>
internal sealed record MergeBase(VersionTree Tree, IReadOnlySet<(TreePart Part, string Key)> Ambiguous)
{
    public static MergeBase Of(VersionTree tree) => new(tree, new HashSet<(TreePart, string)>());

    /// <summary>The base for several lowest common ancestors: they are merged themselves first, as git does it.</summary>
    public static MergeBase Of(IReadOnlyList<string> bases, CommitStore store)
    {
        if (bases.Count == 0)
        {
            return Of(VersionTree.Empty);
        }

        var merged = Of(store.Load(bases[0]).Tree);
        var ambiguous = new HashSet<(TreePart Part, string Key)>();
        foreach (var next in bases.Skip(1))
        {
            var below = Of(CommitGraph.MergeBases(bases[0], next, id => store.Load(id).Header), store);
            var outcome = TreeMerger.Merge(below, merged.Tree, store.Load(next).Tree, null);
            ambiguous.UnionWith(outcome.Conflicts.Select(c => (c.Part, c.Key)));
            merged = Of(outcome.Tree);
        }

        return merged with { Ambiguous = ambiguous };
    }
}
