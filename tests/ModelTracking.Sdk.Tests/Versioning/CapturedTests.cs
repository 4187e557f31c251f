using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Records;
using ModelTracking.Tests.Capture;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>What is captured of code and environment becomes part of commits.</summary>
public sealed class CapturedTests : IDisposable
{
    private readonly TempRepository _git = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _git.Dispose();
        _folder.Dispose();
    }

    private string Store => _folder["store"];

    private string Dirty()
    {
        _git.Write("train.cs", "var lr = 0.1;\n");
        _git.Commit("first");
        _git.Write("train.cs", "var lr = 0.2;\n");
        return _git.Git("rev-parse", "HEAD").Trim();
    }

    private TrackingClient Client() => Some.Client(o =>
    {
        o.Capture = new CaptureOptions { CodeFolder = _git.Root, Console = false, SystemMetrics = false, Gpu = false };
        o.Author = "ada";
    }, new FileBackend(Store));

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [Fact]
    public void Code_in_git_is_a_commit_and_a_patch_that_applies()
    {
        var head = Dirty();
        var repository = VersionStore.Open(Store).Repository("churn");
        var commit = repository.Commit("first", c => c.Code(_git.Root).Environment());
        var code = Assert.IsType<GitElement>(commit.Tree.Find(TreePart.Code, "git"));
        Assert.Equal((head, 0), (code.Commit, code.LeftOut));
        Assert.Equal(".NET", commit.Tree.Find(TreePart.Environment, "runtime")!.ToString()[1..5]);
        Assert.NotNull(commit.Tree.Find(TreePart.Environment, "package/xunit"));

        repository.Checkout("main", _folder["out"]);
        _git.Git("checkout", "--", ".");
        _git.Git("apply", _folder["out/code.patch"]);
        Assert.Equal("var lr = 0.2;\n", File.ReadAllText(Path.Combine(_git.Root, "train.cs")).ReplaceLineEndings("\n"));
        Assert.Empty(repository.Reproduce("main", _git.Root).Differences);
        _git.Write("train.cs", "var lr = 0.3;\n");
        Assert.Contains("code: the uncommitted changes are others", repository.Reproduce("main", _git.Root).Differences);
    }

    [Fact]
    public void A_secret_in_the_code_is_not_kept_and_the_commit_says_that_something_is_missing()
    {
        Dirty();
        _git.Write("key.cs", "const string Key = \"AKIAIOSFODNN7EXAMPLE\";\nconst string password = \"hunter2hunter2\";\n");
        var repository = VersionStore.Open(Store).Repository("churn");
        var commit = repository.Commit("first", c => c.Code(_git.Root));
        var code = Assert.IsType<GitElement>(commit.Tree.Find(TreePart.Code, "git"));
        Assert.Equal(1, code.LeftOut);
        Assert.DoesNotContain("hunter2", Text(repository.Diff(commit, commit).Open(code)), StringComparison.Ordinal);
        Assert.Contains(repository.Reproduce("main", _git.Root).Differences, d => d.StartsWith("code: 1 changed files were not kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_from_a_run_takes_what_the_run_captured_and_not_what_is_there_afterwards()
    {
        var head = Dirty();
        await using var client = Client();
        await using var run = client.StartRun("churn");
        await run.Capture!.SnapshotAsync();
        _git.Write("train.cs", "edited while it trained\n");
        File.WriteAllText(_folder["train.csv"], "a,b\n1,2\n");
        File.WriteAllText(_folder["w.bin"], "weights");
        run.LogDataset("train", _folder["train.csv"]);
        run.LogDataset("rows", [[1, "x"]]);
        run.LogModel("net", _folder["w.bin"], new ModelOptions { Flavor = "own", Inputs = { new ColumnSpec("a", "float") } });
        var repository = client.Repository("churn");
        var commit = repository.Commit("from the run", c => c.Code().Environment().Model("net", run, "models/net").From(run));

        var code = Assert.IsType<GitElement>(commit.Tree.Find(TreePart.Code, "git"));
        Assert.Equal(head, code.Commit);
        Assert.Contains("+var lr = 0.2;", Text(repository.Diff(commit, commit).Open(code)), StringComparison.Ordinal);
        Assert.NotNull(commit.Tree.Find(TreePart.Environment, "package/xunit"));
        var train = Assert.IsType<DatasetElement>(commit.Tree.Find(TreePart.Datasets, "train"));
        Assert.Equal((1L, 8L), (train.Rows, train.Length));
        Assert.Equal(["rows", "train"], commit.Tree[TreePart.Datasets].Keys);
        Assert.Equal("\"own\"", commit.Tree.Find(TreePart.Model, "net:flavour")!.ToString());
        Assert.StartsWith("\"a:float", commit.Tree.Find(TreePart.Model, "net:signature")!.ToString(), StringComparison.Ordinal);

        // The same data under the name that the commit gives it is not there twice; what is named goes before.
        var named = repository.Commit("named", c => c.From(run).Dataset("train.csv", _folder["train.csv"]).Clear(TreePart.Datasets).Dataset("data", _folder["train.csv"]).Environment([]));
        Assert.Equal(["data", "rows"], named.Tree[TreePart.Datasets].Keys);
        Assert.Empty(named.Tree[TreePart.Environment]);
    }

    [Fact]
    public void A_commit_without_a_run_takes_no_environment_unasked()
    {
        var commit = VersionStore.Open(Store).Repository("churn").Commit("first", c => c.Set("lr", 1));
        Assert.Equal([TreePart.Config], commit.Tree.Entries.Select(e => e.Part));
    }

    [Fact]
    public void A_project_s_packages_are_those_of_its_last_restore()
    {
        Directory.CreateDirectory(_folder["app/obj"]);
        File.WriteAllText(_folder["app/obj/project.assets.json"], """{"libraries":{"A/1.2.0":{"type":"package"},"B/1.0.0":{"type":"project"}}}""");
        foreach (var folder in new[] { _folder["app"], _folder.Path })
        {
            var values = new ProjectEnvironment(folder).Capture();
            Assert.Equal(ParamValue.Of("1.2.0"), values["package/A"]);
            Assert.Single(values.Keys, k => k.StartsWith("package/", StringComparison.Ordinal));
            Assert.DoesNotContain("command", values.Keys);
        }

        var store = new VersionStoreOptions { Environment = new ProjectEnvironment(Store) };
        var repository = VersionStore.Open(Store, store).Repository("churn");
        repository.Commit("first", c => c.Environment([KeyValuePair.Create("package/A", ParamValue.Of("1.0"))]));
        Assert.Equal([$"environment: packages cannot be compared; build the program in {Store} first"], repository.Reproduce("main", Store).Differences);
    }
}
