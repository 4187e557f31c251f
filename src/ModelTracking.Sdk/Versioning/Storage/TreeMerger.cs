namespace ModelTracking.Versioning.Storage;

/// <summary>
/// Merges trees element by element: what only one side changed is taken, what both changed alike is taken, the rest is a
/// conflict. Metrics are not a thing of their own but what a model scored: they come from the side whose model the result has.
/// </summary>
internal static class TreeMerger
{
    public static MergeOutcome Merge(MergeBase @base, VersionTree ours, VersionTree theirs, Func<MergeConflict, Resolution>? resolve)
    {
        var entries = new List<TreeEntry>();
        var conflicts = new List<MergeConflict>();
        foreach (var part in VersionTree.AllParts.Where(p => p != TreePart.Metrics))
        {
            MergePart(part, @base, ours, theirs, resolve, entries, conflicts);
        }

        var warnings = new List<string>();
        var model = VersionTree.Of(entries.Where(e => e.Part == TreePart.Model));
        var isOurs = model.PartEquals(ours, TreePart.Model);
        var isTheirs = model.PartEquals(theirs, TreePart.Model);
        if (isOurs && isTheirs)
        {
            MergePart(TreePart.Metrics, @base, ours, theirs, resolve, entries, conflicts);
        }
        else if (isOurs || isTheirs)
        {
            entries.AddRange((isOurs ? ours : theirs)[TreePart.Metrics].Select(m => new TreeEntry(TreePart.Metrics, m.Key, m.Value)));
        }
        else
        {
            AddWarnings(model, ours, theirs, warnings);
        }

        return new MergeOutcome(VersionTree.Of(entries), conflicts, warnings);
    }

    private static void MergePart(TreePart part, MergeBase @base, VersionTree ours, VersionTree theirs, Func<MergeConflict, Resolution>? resolve, List<TreeEntry> entries, List<MergeConflict> conflicts)
    {
        if (ours.SharesPart(theirs, part))
        {
            entries.AddRange(ours[part].Select(e => new TreeEntry(part, e.Key, e.Value)));
            return;
        }

        foreach (var key in @base.Tree[part].Keys.Union(ours[part].Keys).Union(theirs[part].Keys).Order(StringComparer.Ordinal))
        {
            var isAmbiguous = @base.Ambiguous.Contains((part, key));
            var (b, o, t) = (isAmbiguous ? null : @base.Tree.Find(part, key), ours.Find(part, key), theirs.Find(part, key));
            TreeElement? merged;
            if (Equals(o, t) || (!isAmbiguous && Equals(b, t)))
            {
                merged = o;
            }
            else if (!isAmbiguous && Equals(b, o))
            {
                merged = t;
            }
            else
            {
                merged = Settle(new MergeConflict(part, key, b, o, t), resolve, conflicts);
            }

            if (merged is not null)
            {
                entries.Add(new TreeEntry(part, key, merged));
            }
        }
    }

    // An unsettled conflict keeps our side in the tree, which is shown and never stored.
    private static TreeElement? Settle(MergeConflict conflict, Func<MergeConflict, Resolution>? resolve, List<MergeConflict> conflicts)
    {
        var resolution = resolve?.Invoke(conflict) ?? Resolution.None;
        if (resolution.IsSettled)
        {
            return resolution.Choose(conflict);
        }

        conflicts.Add(conflict);
        return conflict.Ours;
    }

    private static void AddWarnings(VersionTree model, VersionTree ours, VersionTree theirs, List<string> warnings)
    {
        if (ours[TreePart.Metrics].Count + theirs[TreePart.Metrics].Count > 0)
        {
            warnings.Add("The merged models were never measured together: the commit has no metrics. Measure and commit again.");
        }

        foreach (var name in model[TreePart.Model].Keys.Select(k => k.Split('/', ':')[0]).Distinct())
        {
            if (!SameModel(name, model, ours) && !SameModel(name, model, theirs))
            {
                warnings.Add($"Model '{name}' now has files of both sides, which may not fit together. Take one side with a resolver, or train again.");
            }
        }
    }

    private static bool SameModel(string name, VersionTree a, VersionTree b) => FilesOf(name, a).SequenceEqual(FilesOf(name, b));

    private static IEnumerable<KeyValuePair<string, TreeElement>> FilesOf(string name, VersionTree tree) =>
        tree[TreePart.Model].Where(e => e.Key.Split('/', ':')[0] == name);
}
