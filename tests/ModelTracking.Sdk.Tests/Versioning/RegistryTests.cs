using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class RegistryTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    private Commit Commit(double accuracy, MetricGoal goal = MetricGoal.Maximize) => _store.Repository().Commit(
        $"accuracy {accuracy}", c => c.Metric("accuracy", accuracy, goal).Model("net", "w.bin", s => s.Write(BitConverter.GetBytes(accuracy))));

    private ModelRegistry Models(string author = "ada") => _store.Open(author).Models;

    [Fact]
    public void A_version_is_found_by_number_alias_stage_and_uri()
    {
        var (first, second) = (Commit(0.8), Commit(0.9));
        Models().Register("churn", first, "champion", "the first");
        Models().Register("churn", second).SetStage("staging");
        foreach (var reference in new[] { "churn/1", "churn@champion", "models:/churn/1", "models:/churn@champion" })
        {
            Assert.Equal(first.Id, Models().Get(reference).CommitId);
        }

        foreach (var reference in new[] { "churn", "churn/2", "churn/latest", "churn@latest", "models:/churn/Staging" })
        {
            Assert.Equal(second.Id, Models().Get(reference).CommitId);
        }

        Assert.Equal(0.8, BitConverter.ToDouble(Bytes(Models().Get("churn@champion"))));
        Assert.Equal("the first", Models().Get("churn/1").Description);
    }

    [Theory]
    [InlineData("chrun", "There are: churn")]
    [InlineData("churn/7", "It has: 1")]
    [InlineData("churn@best", "It has: champion")]
    [InlineData("churn/Production", "no version in stage 'Production'")]
    public void What_is_not_there_is_answered_with_what_is(string reference, string answer)
    {
        Models().Register("churn", Commit(0.8), "champion");
        Assert.Contains(answer, Assert.Throws<VersionNotFoundException>(() => Models().Get(reference)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v3")]
    [InlineData("12")]
    [InlineData("a/b")]
    [InlineData("")]
    public void An_alias_that_could_be_mistaken_is_refused(string alias) =>
        Assert.Throws<ArgumentException>(() => Models().Register("churn", Commit(0.8), alias));

    [Fact]
    public void A_number_is_never_used_twice()
    {
        Models().Register("churn", Commit(0.8));
        Models().Register("churn", Commit(0.9)).Delete("trained on test data");
        Assert.Equal(3, Models().Register("churn", Commit(0.7)).Number);
        Assert.Equal([1, 3], Models().Model("churn").Versions.Select(v => v.Number));
        Models().Model("churn").Delete("replaced");
        Assert.Empty(Models().List());
        Assert.Equal(4, Models().Register("churn", Commit(0.6)).Number);
        Assert.Equal([4], Models().Model("churn").Versions.Select(v => v.Number));
    }

    [Fact]
    public void A_deleted_version_loses_its_aliases_and_keeps_its_history()
    {
        Models().Register("churn", Commit(0.8), "champion").Delete("bad");
        Assert.Empty(Models().Model("churn").Aliases);
        Assert.Equal(
            [ModelEventKind.Created, ModelEventKind.VersionRegistered, ModelEventKind.AliasSet, ModelEventKind.VersionDeleted],
            Models().Model("churn").History().Select(e => e.Kind));
        Assert.Equal("bad", Models().Model("churn").History()[^1].Comment);
    }

    [Fact]
    public void A_champion_needs_approval_by_another_and_must_not_be_worse()
    {
        Models().Register("churn", Commit(0.8), "champion");
        Models().Model("churn").Protect("champion", new PromotionRule { Approvals = 1, FourEyes = true, Metric = "accuracy", AtLeast = 0.5, NotWorseThanPresent = true });
        var worse = Models().Register("churn", Commit(0.7));
        worse.Approve("looks fine", by: "ada");
        var refused = Assert.Throws<PromotionRefusedException>(() => worse.Promote("champion"));
        Assert.Equal(["it has 0 of 1 approvals by others than ada", "accuracy is 0.7, the present version has 0.8"], refused.Unmet);

        var better = Models().Register("churn", Commit(0.9));
        Models("bob").Get("churn/3").Reject("where is the report?");
        Assert.Contains("bob rejected it (where is the report?)", better.CheckPromotion("champion"));
        Models("bob").Get("churn/3").Approve("found it");
        Assert.Empty(better.CheckPromotion("champion"));
        Assert.Equal(["champion"], better.Promote("champion", "better on all").Aliases);
        Assert.Equal("bob", Assert.Single(Models().Get("churn@champion").Approvals).By);
    }

    [Theory]
    [InlineData(MetricGoal.Minimize, 0.2, 0.3, false)]
    [InlineData(MetricGoal.Minimize, 0.3, 0.2, true)]
    [InlineData(MetricGoal.Maximize, 0.2, 0.3, true)]
    [InlineData(MetricGoal.None, 0.3, 0.2, false)]
    [InlineData(MetricGoal.Maximize, 0.2, double.NaN, false)]
    public void What_is_not_worse_follows_the_goal(MetricGoal goal, double present, double candidate, bool mayPass)
    {
        Models().Register("churn", Commit(present, goal), "champion");
        Models().Model("churn").Protect("champion", new PromotionRule { Metric = "accuracy", NotWorseThanPresent = true });
        Assert.Equal(mayPass, Models().Register("churn", Commit(candidate, goal)).CheckPromotion("champion").Count == 0);
    }

    [Fact]
    public void A_rule_without_its_metric_is_refused_and_a_version_without_it_does_not_pass()
    {
        var version = Models().Register("churn", _store.Repository().Commit("none", c => c.Set("x", 1)));
        Assert.Throws<ArgumentException>(() => Models().Model("churn").Protect("champion", new PromotionRule { AtLeast = 1 }));
        Models().Model("churn").Protect("champion", new PromotionRule { Metric = "f1", AtMost = 1 });
        Assert.Equal(["its commit has no metric 'f1'"], version.CheckPromotion("champion"));
        Models().Model("churn").Protect("champion", null);
        Assert.Empty(version.CheckPromotion("champion"));
    }

    [Fact]
    public void A_rollback_needs_a_reason_goes_back_step_by_step_and_can_be_told_later()
    {
        var times = new List<DateTimeOffset>();
        foreach (var accuracy in new[] { 0.1, 0.2, 0.3 })
        {
            Models().Register("churn", Commit(accuracy), "champion");
            times.Add(_store.Time.GetUtcNow());
        }

        var model = Models("eve").Model("churn");
        Assert.Throws<ArgumentException>(() => model.Rollback("champion", " "));
        Assert.Equal(2, model.Rollback("champion", "complaints").Number);
        Assert.Equal(1, model.Rollback("champion", "still").Number);
        Assert.Throws<VersionNotFoundException>(() => model.Rollback("champion", "further"));
        Assert.Equal([1, 2, 3], times.Select(t => model.AliasAt("champion", t)!.Number));
        Assert.Null(model.AliasAt("champion", Some.Time.AddYears(-1)));
        var entry = model.History()[^1];
        Assert.Equal((ModelEventKind.RolledBack, "eve", 1, 2, "still"), (entry.Kind, entry.By, entry.Version, entry.Before, entry.Comment));
    }

    [Fact]
    public void A_rollback_passes_over_versions_that_were_deleted()
    {
        foreach (var accuracy in new[] { 0.1, 0.2, 0.3 })
        {
            Models().Register("churn", Commit(accuracy), "champion");
        }

        Models().Get("churn/2").Delete("bad");
        Assert.Equal(1, Models().Model("churn").Rollback("champion", "complaints").Number);
    }

    [Fact]
    public void Stages_tags_descriptions_and_names_are_kept()
    {
        Models().Register("churn", Commit(0.8)).SetStage("production").SetTag("owner", "ada").Describe("good");
        var second = Models().Register("churn", Commit(0.9)).SetStage("Production", archiveOthers: true);
        Models().Model("churn").Describe("who leaves");
        Models().Model("churn").SetTag("team", "growth");
        Models().Rename("churn", "churn-classifier");
        var model = Models().Model("churn-classifier");
        Assert.Equal(("who leaves", "growth"), (model.Description, model.Tags["team"]));
        Assert.Equal([ModelStages.Archived, ModelStages.Production], model.Versions.Select(v => v.Stage));
        Assert.Equal(("good", "ada"), (model.Version(1).Description, model.Version(1).Tags["owner"]));
        Assert.Empty(model.Version(1).SetTag("owner", null).Tags);
        Assert.Null(Models().Find("churn"));

        Assert.Equal(1, Models().Register("churn", Commit(0.1)).Number);
        Assert.Equal(["churn", "churn-classifier"], Models().List().Select(m => m.Name));
        Assert.Throws<ArgumentException>(() => Models().Rename("churn", "churn-classifier"));
        Assert.Equal(2, second.Number);
    }

    [Fact]
    public void Who_listens_hears_what_happens()
    {
        var heard = new List<ModelEvent>();
        var models = Models();
        using (models.Events.Subscribe(new Listener(heard)))
        {
            models.Register("churn", Commit(0.8), "champion");
        }

        models.Get("churn/1").Approve();
        Assert.Equal([(1, "churn", ModelEventKind.Created), (2, "churn", ModelEventKind.VersionRegistered), (3, "churn", ModelEventKind.AliasSet)], heard.Select(e => (e.Number, e.Model, e.Kind)));
        Assert.Equal([ModelEventKind.Approved], models.Model("churn").History(after: 3).Select(e => e.Kind));
    }

    [Fact]
    public async Task An_artifact_of_a_run_is_registered_without_a_repository()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("iris");
        run.LogParam("lr", 0.5);
        run.LogMetric("accuracy", 0.9);
        run.LogText("weights", "model/w.txt");
        run.LogText("words", "model/vocabulary.txt");
        var version = client.Models.Register("churn", run, "model", "champion");
        Assert.Equal(run.Id, version.Commit.Run);
        Assert.Equal(["churn/vocabulary.txt", "churn/w.txt"], version.Files.Keys.Order());
        Assert.Equal("weights", System.Text.Encoding.UTF8.GetString(Bytes(version, "w.txt")));
        Assert.Contains("model/w.txt", Assert.Throws<FileNotFoundException>(() => client.Models.Register("churn", run, "modle")).Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single((await client.Versions.FindUsesAsync(run.Id.ToString())).Versions).Number);
    }

    [Fact]
    public void A_history_that_somebody_changed_is_noticed()
    {
        Models().Register("churn", Commit(0.8), "champion");
        var log = Path.Combine(_store.Folder, "versions", "models", "churn.log");
        File.WriteAllText(log, File.ReadAllText(log).Replace("\"by\":\"ada\",\"kind\":\"AliasSet\"", "\"by\":\"eve\",\"kind\":\"AliasSet\"", StringComparison.Ordinal));
        Assert.Equal(log, Assert.Single(_store.Open().Verify()).Where);
        Assert.Throws<TrackingException>(() => Models().Register("churn", Commit(0.9)));
    }

    private static byte[] Bytes(ModelVersion version, string path = "w.bin")
    {
        using var stream = version.Open(path);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Listener(List<ModelEvent> heard) : IObserver<ModelEvent>
    {
        public void OnNext(ModelEvent value) => heard.Add(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
