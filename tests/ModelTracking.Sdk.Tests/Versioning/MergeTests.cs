using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class MergeTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Repository _repository;

    public MergeTests()
    {
        _repository = _store.Repository();
        _repository.Commit("root", c => c.Set("lr", 0.1).Set("epochs", 5).Model("net", _store.File("w.bin", "0")).Metric("accuracy", 0.5, MetricGoal.Maximize));
        _repository.Branch("wide");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_branch_that_only_goes_on_is_moved_forward()
    {
        var wide = _repository.Commit("wider", c => c.Set("width", 256), "wide");
        var merge = _repository.Merge("wide");
        Assert.Equal(MergeStatus.FastForward, merge.Status);
        Assert.Equal(wide.Id, _repository.Head()!.Id);
        Assert.Equal(MergeStatus.UpToDate, _repository.Merge("wide").Status);
        Assert.Equal(MergeStatus.UpToDate, _repository.Merge("main~1").Status);
    }

    [Fact]
    public void Both_sides_come_together_in_a_commit_with_both_as_parents()
    {
        var ours = _repository.Commit("slower", c => c.Set("lr", 0.01));
        var theirs = _repository.Commit("wider", c => c.Set("width", 256).Model("net", _store.File("w.bin", "1")).Metric("accuracy", 0.7, MetricGoal.Maximize), "wide");
        var merge = _repository.Merge("wide");
        Assert.Equal(MergeStatus.Merged, merge.Status);
        Assert.Equal([ours.Id, theirs.Id], merge.Commit!.Parents);
        Assert.Equal("Merge wide into main", merge.Commit.Message);
        Assert.Equal(["epochs = 5", "lr = 0.01", "width = 256"], merge.Commit.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
        Assert.Equal(0.7, ((MetricElement)merge.Commit.Tree.Find(TreePart.Metrics, "accuracy")!).Value);
        Assert.Equal(merge.Commit.Id, _repository.Head()!.Id);
    }

    [Fact]
    public void What_both_changed_is_named_with_all_three_values_and_nothing_is_written()
    {
        var head = _repository.Commit("slower", c => c.Set("lr", 0.01));
        _repository.Commit("faster", c => c.Set("lr", 1.0).Set("width", 1), "wide");
        var merge = _repository.Merge("wide");
        Assert.False(merge.IsClean);
        Assert.Equal("config 'lr': was 0.1, ours is 0.01, theirs is 1", Assert.Single(merge.Conflicts).ToString());
        Assert.Null(merge.Commit);
        Assert.Equal(head.Id, _repository.Head()!.Id);

        var settled = _repository.Merge("wide", onConflict: c => Resolution.Use(new ValueElement(ParamValue.Of(0.5))));
        Assert.Equal("0.5", settled.Commit!.Tree.Find(TreePart.Config, "lr")!.ToString());
    }

    [Fact]
    public void A_dry_run_says_what_would_change_and_changes_nothing()
    {
        _repository.Commit("slower", c => c.Set("lr", 0.01));
        _repository.Commit("wider", c => c.Set("width", 256), "wide");
        var head = _repository.Head()!.Id;
        var log = File.ReadAllBytes(_store.RepositoryLog);
        var merge = _repository.Merge("wide", dryRun: true);
        Assert.True(merge.IsClean && merge.IsDryRun);
        Assert.Equal(["width"], merge.Changes.Changes.Select(c => c.Key));
        Assert.Equal(head, _repository.Head()!.Id);
        Assert.Equal(log, File.ReadAllBytes(_store.RepositoryLog));
    }

    [Fact]
    public void A_commit_is_taken_back_and_that_is_taken_back_too()
    {
        var first = _repository.Head()!;
        var second = _repository.Commit("worse", c => c.Set("lr", 10).Remove(TreePart.Config, "epochs").Metric("accuracy", 0.1, MetricGoal.Maximize));
        var reverted = _repository.Revert(second).Commit!;
        Assert.Equal(first.TreeId, reverted.TreeId);
        Assert.StartsWith("Revert \"worse\"", reverted.Message, StringComparison.Ordinal);
        Assert.Equal(second.TreeId, _repository.Revert(reverted).Commit!.TreeId);
    }

    [Fact]
    public void An_older_commit_is_taken_back_without_what_came_after()
    {
        var bad = _repository.Commit("bad", c => c.Set("lr", 10));
        _repository.Commit("good", c => c.Set("width", 3));
        Assert.Equal(["epochs = 5", "lr = 0.1", "width = 3"], _repository.Revert(bad).Commit!.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
        _repository.Commit("later", c => c.Set("lr", 11));
        Assert.Equal("lr", Assert.Single(_repository.Revert(bad).Conflicts).Key);
    }

    [Fact]
    public void A_merge_is_taken_back_against_either_parent()
    {
        var ours = _repository.Commit("slower", c => c.Set("lr", 0.01));
        var theirs = _repository.Commit("wider", c => c.Set("width", 256), "wide");
        var merge = _repository.Merge("wide").Commit!;
        Assert.Equal(ours.TreeId, _repository.Revert(merge).Commit!.TreeId);
        Assert.Equal(theirs.TreeId, _repository.Revert(merge, options: new MergeOptions { DryRun = false }, parent: 2, branch: Again(merge)).Commit!.TreeId);
        Assert.Throws<ArgumentException>(() => _repository.Revert(merge, parent: 3));
    }

    private string Again(Commit commit) => _repository.Branch("again", commit.Id).Name;
}
