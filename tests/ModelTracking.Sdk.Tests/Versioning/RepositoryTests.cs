using ModelTracking.Backends;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class RepositoryTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [Fact]
    public void A_commit_holds_what_it_names_and_another_process_reads_it()
    {
        var commit = _store.Repository().Commit("first", c => c
            .Config("train", new Dictionary<string, object?> { ["lr"] = 0.1f, ["epochs"] = 5, ["opt"] = new Dictionary<string, object?> { ["name"] = "adam", ["amsgrad"] = false } })
            .Dataset("train", _store.File("train.csv", "a,b\n1,\"x\ny\"\n2,z\n"))
            .Environment([KeyValuePair.Create("package/Microsoft.ML", ParamValue.Of("5.0.1"))])
            .Model("classifier", _store.File("model.zip", "weights"), new ModelPartOptions { Flavour = "mlnet", Parameters = 7 })
            .Metric("accuracy", 0.9, MetricGoal.Maximize));

        var read = _store.Repository().Resolve("main");
        Assert.Equal(commit.Id, read.Id);
        Assert.Equal(("first", "ada", 0), (read.Message, read.Author, read.Parents.Count));
        Assert.Equal(["train.epochs = 5", "train.lr = 0.1", "train.opt.amsgrad = false", "train.opt.name = \"adam\""], read.Tree[TreePart.Config].Select(e => $"{e.Key} = {e.Value}"));
        var data = Assert.IsType<DatasetElement>(read.Tree.Find(TreePart.Datasets, "train"));
        Assert.Equal((2L, "a,b", 16L), (data.Rows, data.Schema, data.Length));
        Assert.Equal(["classifier/model.zip", "classifier:flavour", "classifier:parameters"], read.Tree[TreePart.Model].Keys);
        Assert.Equal(new MetricElement(0.9, MetricGoal.Maximize), read.Tree.Find(TreePart.Metrics, "accuracy"));
        Assert.Equal("weights", Text(read.Open("model.zip")));
        Assert.Equal("weights", Text(read.Open("classifier/model.zip")));
    }

    [Fact]
    public void What_a_commit_does_not_name_stays_as_it_was()
    {
        var repository = _store.Repository();
        repository.Commit("first", c => c.Set("lr", 0.1).Model("m", _store.File("m.bin", "1")));
        var second = repository.Commit("second", c => c.Set("epochs", 3));
        Assert.Equal(["epochs", "lr"], second.Tree[TreePart.Config].Keys);
        Assert.Equal(["m/m.bin"], second.Tree[TreePart.Model].Keys);
        var third = repository.Commit("third", c => c.Remove(TreePart.Config, "lr").Model("m", _store.File("n.bin", "2")));
        Assert.Equal(["epochs"], third.Tree[TreePart.Config].Keys);
        Assert.Equal(["m/n.bin"], third.Tree[TreePart.Model].Keys);
        Assert.Equal([third.Id, second.Id], repository.Log().Take(2).Select(c => c.Id));
        Assert.Equal(second.Id, repository.Resolve("main~1").Id);
    }

    [Fact]
    public void Code_outside_git_is_stored_as_sources_and_secrets_are_not()
    {
        _store.File("code/Program.cs", "Console.WriteLine();");
        _store.File("code/bin/Program.cs", "built");
        _store.File("code/.env", "KEY=secret");
        _store.File("code/appsettings.json", "{\"password\":\"secret\"}");
        var commit = _store.Repository().Commit("code", c => c.Code(_store["code"]));
        Assert.Equal(["Program.cs"], commit.Tree[TreePart.Code].Keys);
    }

    [Fact]
    public void Branches_and_tags_are_where_they_were_put()
    {
        var repository = _store.Repository();
        var first = repository.Commit("first", c => c.Set("lr", 1));
        var wide = repository.Branch("wide-net");
        var second = wide.Commit("wider", c => c.Set("width", 256));
        repository.Tag("paper-v1", second);
        Assert.Equal(["main", "wide-net"], repository.Branches.Select(b => b.Name));
        Assert.Equal((first.Id, second.Id), (repository.Head()!.Id, repository.Head("wide-net")!.Id));
        Assert.Equal(second.Id, repository.Resolve("paper-v1").Id);
        Assert.Equal(first.Id, repository.Resolve("paper-v1^").Id);
        Assert.Equal(second.Id, repository.Resolve(second.Id[..8]).Id);
        repository.DeleteBranch("wide-net");
        Assert.Equal(["main"], repository.Branches.Select(b => b.Name));
        Assert.Equal(second.Id, repository.Resolve(second.ShortId).Id);
        Assert.Equal(["branch/main", "branch/wide-net", "branch/wide-net", "tag/paper-v1", "branch/wide-net"], repository.Reflog().Select(r => r.Key));
        Assert.Null(repository.Reflog("wide-net")[^1].Object);
    }

    [Fact]
    public void A_tag_does_not_move()
    {
        var repository = _store.Repository();
        var first = repository.Commit("first", c => c.Set("lr", 1));
        var second = repository.Commit("second", c => c.Set("lr", 2));
        repository.Tag("v1", first);
        repository.Tag("v1", first);
        Assert.Contains("is there already", Assert.Throws<VersionConflictException>(() => repository.Tag("v1", second)).Message, StringComparison.Ordinal);
        repository.DeleteTag("v1");
        repository.Tag("v1", second);
        Assert.Equal(second.Id, repository.Resolve("v1").Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b~1")]
    [InlineData("../x")]
    [InlineData("-x")]
    [InlineData("a:b")]
    public void A_name_that_would_confuse_is_refused_with_what_to_use(string name) =>
        Assert.Contains("Use letters", Assert.Throws<ArgumentException>(() => _store.Repository(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_that_are_alike_to_some_file_systems_are_different_repositories()
    {
        foreach (var name in new[] { "Churn", "churn", "con", "größe", "a/b", "a-b" })
        {
            _store.Repository(name).Commit(name, c => c.Set("x", name));
        }

        Assert.Equal(new[] { "Churn", "a-b", "a/b", "churn", "con", "größe" }.Order(StringComparer.Ordinal), _store.Open().Repositories);
        Assert.Equal("Churn", _store.Repository("Churn").Head()!.Message);
        var files = Directory.GetFiles(Path.Combine(_store.Folder, "versions", "repositories"), "*.log").Select(f => Path.GetFileName(f).ToUpperInvariant()).ToArray();
        Assert.Equal(6, files.Distinct().Count());
    }

    [Fact]
    public void An_unknown_revision_says_what_there_is()
    {
        var repository = _store.Repository();
        Assert.Contains("no commits yet", Assert.Throws<VersionNotFoundException>(() => repository.Resolve("main")).Message, StringComparison.Ordinal);
        repository.Commit("first", c => c.Set("lr", 1));
        Assert.Contains("Its branches are: main", Assert.Throws<VersionNotFoundException>(() => repository.Resolve("mian")).Message, StringComparison.Ordinal);
        Assert.Contains("beyond the history", Assert.Throws<VersionNotFoundException>(() => repository.Resolve("main~1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_knows_its_commit_and_the_commit_its_run()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("iris");
        run.LogParam("lr", 0.5);
        run.Metric("accuracy", goal: MetricGoal.Maximize).Log(0.9, 1);
        run.LogMetric("accuracy", 0.8, 2);
        run.LogMetric("loss", 3, 1);
        run.LogText("weights", "models/best.txt");
        var commit = client.Repository("churn").Commit("from a run", c => c.From(run).Model("net", run, "models/best.txt"));
        await run.FinishAsync();

        Assert.Equal(run.Id, commit.Run);
        Assert.Equal([("accuracy", 0.9), ("loss", 3.0)], commit.Tree[TreePart.Metrics].Select(m => (m.Key, ((MetricElement)m.Value).Value)));
        Assert.Equal("0.5", commit.Tree.Find(TreePart.Config, "params.lr")!.ToString());
        Assert.Equal("weights", Text(commit.Open("best.txt")));
        Assert.Equal(commit.Id, (await memory.GetRunAsync(run.Id))!.Tags[CommitRunExtensions.CommitTag]);
        var uses = await client.Versions.FindUsesAsync(run.Id.ToString());
        Assert.Equal(commit.Id, Assert.Single(uses.Commits).Commit.Id);
        var hash = ((FileElement)commit.Tree[TreePart.Model].Values.Single()).Hash;
        uses = await client.Versions.FindUsesAsync(hash);
        Assert.Equal((commit.Id, run.Id), (Assert.Single(uses.Commits).Commit.Id, Assert.Single(uses.Runs)));
    }

    [Fact]
    public async Task Versions_in_memory_outlive_the_client()
    {
        var memory = new InMemoryBackend();
        await using (var client = Some.Client(memory))
        {
            client.Repository("churn").Commit("first", c => c.Set("lr", 1));
        }

        await using var again = Some.Client(memory);
        Assert.Equal("first", again.Repository("churn").Head()!.Message);
    }
}
