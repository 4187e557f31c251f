using FsCheck.Xunit;
using ModelTracking.Records;
using ModelTracking.Versioning;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Tests.Versioning;

[Properties(MaxTest = 500, Arbitrary = [typeof(TreeArbitraries)])]
public sealed class TreeMergerTests
{
    private static MergeOutcome Merge(VersionTree @base, VersionTree ours, VersionTree theirs, Resolution? resolution = null) =>
        TreeMerger.Merge(MergeBase.Of(@base), ours, theirs, resolution is null ? null : _ => resolution);

    private static void Same(VersionTree a, VersionTree b) => Assert.Equal(a.Entries, b.Entries);

    private static VersionTree Tree(params TreeEntry[] entries) => VersionTree.Of(entries);

    private static TreeEntry Config(string key, long value) => new(TreePart.Config, key, new ValueElement(ParamValue.Of(value)));

    private static TreeEntry File(string key, char hash) => new(TreePart.Model, key, new FileElement(new string(hash, 64), 1));

    private static TreeEntry Metric(double value) => new(TreePart.Metrics, "accuracy", new MetricElement(value));

    [Property]
    public void Merging_either_way_gives_the_same_and_the_same_conflicts(ThreeTrees t)
    {
        var one = Merge(t.Base, t.Ours, t.Theirs);
        var other = Merge(t.Base, t.Theirs, t.Ours);
        Assert.Equal(one.Conflicts.Select(c => (c.Part, c.Key)), other.Conflicts.Select(c => (c.Part, c.Key)));
        Assert.Equal(one.Conflicts.Select(c => (c.Ours, c.Theirs)), other.Conflicts.Select(c => (c.Theirs, c.Ours)));
        if (one.Conflicts.Count == 0)
        {
            Same(one.Tree, other.Tree);
        }
    }

    [Property]
    public void Merging_what_is_equal_or_unchanged_changes_nothing(ThreeTrees t)
    {
        Same(t.Ours, Merge(t.Base, t.Ours, t.Ours).Tree);
        Same(t.Ours, Merge(t.Base, t.Ours, t.Base).Tree);
        Same(t.Theirs, Merge(t.Base, t.Base, t.Theirs).Tree);
    }

    [Property]
    public void Merging_again_changes_nothing(ThreeTrees t)
    {
        var merged = Merge(t.Base, t.Ours, t.Theirs, Resolution.Ours).Tree;
        Same(merged, Merge(t.Theirs, merged, t.Theirs).Tree);
    }

    [Property]
    public void No_change_is_lost_and_none_is_made_up(ThreeTrees t)
    {
        var outcome = Merge(t.Base, t.Ours, t.Theirs);
        var inConflict = outcome.Conflicts.Select(c => (c.Part, c.Key)).ToHashSet();
        foreach (var (part, key) in t.Base.Entries.Concat(t.Ours.Entries).Concat(t.Theirs.Entries).Select(e => (e.Part, e.Key)).Distinct())
        {
            var (b, o, x, merged) = (t.Base.Find(part, key), t.Ours.Find(part, key), t.Theirs.Find(part, key), outcome.Tree.Find(part, key));
            var bothChanged = !Equals(b, o) && !Equals(b, x) && !Equals(o, x);
            Assert.Equal(bothChanged, inConflict.Contains((part, key)));
            Assert.Equal(bothChanged ? o : !Equals(b, o) ? o : x, merged);
        }

        Assert.All(outcome.Tree.Entries, e => Assert.True(Equals(e.Element, t.Ours.Find(e.Part, e.Key)) || Equals(e.Element, t.Theirs.Find(e.Part, e.Key))));
    }

    [Property]
    public void A_resolver_settles_every_conflict_its_way(ThreeTrees t)
    {
        foreach (var conflict in Merge(t.Base, t.Ours, t.Theirs).Conflicts)
        {
            Assert.Equal(conflict.Ours, Merge(t.Base, t.Ours, t.Theirs, Resolution.Ours).Tree.Find(conflict.Part, conflict.Key));
            Assert.Equal(conflict.Theirs, Merge(t.Base, t.Ours, t.Theirs, Resolution.Theirs).Tree.Find(conflict.Part, conflict.Key));
            Assert.Equal(conflict.Base, Merge(t.Base, t.Ours, t.Theirs, Resolution.Base).Tree.Find(conflict.Part, conflict.Key));
            Assert.Null(Merge(t.Base, t.Ours, t.Theirs, Resolution.Remove).Tree.Find(conflict.Part, conflict.Key));
        }
    }

    [Property]
    public void Taking_back_and_taking_that_back_gives_what_there_was(ThreeTrees t)
    {
        var reverted = Merge(t.Ours, t.Ours, t.Base).Tree;
        Same(t.Base, reverted);
        Same(t.Ours, Merge(reverted, reverted, t.Ours).Tree);
    }

    [Property]
    public void The_difference_leads_from_one_tree_to_the_other(ThreeTrees t)
    {
        var diff = TreeDiff.Between(t.Ours, t.Theirs, _ => Stream.Null);
        var changed = t.Ours.Entries.ToDictionary(e => (e.Part, e.Key), e => e.Element);
        foreach (var change in diff.Changes)
        {
            Assert.NotEqual(change.Before, change.After);
            Assert.Equal(change.Before, changed.GetValueOrDefault((change.Part, change.Key)));
            changed.Remove((change.Part, change.Key));
            if (change.After is not null)
            {
                changed.Add((change.Part, change.Key), change.After);
            }
        }

        Same(t.Theirs, VersionTree.Of(changed.Select(c => new TreeEntry(c.Key.Part, c.Key.Key, c.Value))));
    }

    [Fact]
    public void Two_keys_of_one_section_do_not_conflict()
    {
        var outcome = Merge(Tree(Config("lr", 1), Config("epochs", 1)), Tree(Config("lr", 2), Config("epochs", 1)), Tree(Config("lr", 1), Config("epochs", 2)));
        Assert.Empty(outcome.Conflicts);
        Same(Tree(Config("lr", 2), Config("epochs", 2)), outcome.Tree);
    }

    [Fact]
    public void Metrics_follow_the_model_they_were_measured_on()
    {
        var (@base, ours, theirs) = (Tree(File("m/w", '0'), Metric(0.1)), Tree(File("m/w", '0'), Config("note", 1), Metric(0.2)), Tree(File("m/w", '1'), Metric(0.3)));
        var outcome = Merge(@base, ours, theirs);
        Assert.Empty(outcome.Conflicts);
        Assert.Equal(new MetricElement(0.3), outcome.Tree.Find(TreePart.Metrics, "accuracy"));
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void A_model_mixed_of_both_sides_has_no_metrics_and_a_warning()
    {
        var outcome = Merge(
            Tree(File("m/v", '0'), File("m/w", '0'), Metric(0.1)), Tree(File("m/v", '1'), File("m/w", '0'), Metric(0.2)), Tree(File("m/v", '0'), File("m/w", '1'), Metric(0.3)));
        Assert.Empty(outcome.Conflicts);
        Assert.Empty(outcome.Tree[TreePart.Metrics]);
        Assert.Contains(outcome.Warnings, w => w.Contains("no metrics", StringComparison.Ordinal));
        Assert.Contains(outcome.Warnings, w => w.Contains("'m'", StringComparison.Ordinal));
    }
}
