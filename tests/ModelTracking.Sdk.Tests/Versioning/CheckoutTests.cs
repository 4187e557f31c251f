using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

public sealed class CheckoutTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Machine _machine = new();

    public void Dispose() => _store.Dispose();

    private Repository Repository() => VersionStore.Open(_store.Folder, new VersionStoreOptions { Author = "ada", TimeProvider = _store.Time, Code = _machine, Environment = _machine }).Repository("churn");

    [Fact]
    public void A_checkout_brings_back_what_was_kept_and_names_what_was_not()
    {
        _store.File("code/src/Program.cs", "code");
        _machine.Git = null;
        Repository().Commit("all", c => c
            .Set("lr", 0.1).Set("name", "größe").Code(_store["code"]).Environment().Metric("accuracy", double.NaN)
            .Dataset("kept", _store.File("kept.csv", "h\n1\n"), new DatasetPartOptions { Store = true })
            .Dataset("known", _store.File("known.csv", "h\n2\n"), new DatasetPartOptions { Source = "s3://bucket/known.csv" })
            .Model("net", _store.File("w.bin", "weights")));
        var missing = Repository().Checkout("main", _store["out"]);

        Assert.Contains("s3://bucket/known.csv", Assert.Single(missing), StringComparison.Ordinal);
        Assert.Equal("weights", File.ReadAllText(_store["out/model/net/w.bin"]));
        Assert.Equal("code", File.ReadAllText(_store["out/code/src/Program.cs"]));
        Assert.Equal("h\n1\n", File.ReadAllText(_store["out/datasets/kept.csv"]));
        Assert.Contains("\"lr\": 0.1", File.ReadAllText(_store["out/config.json"]), StringComparison.Ordinal);
        Assert.Contains("größe", File.ReadAllText(_store["out/config.json"]), StringComparison.Ordinal);
        Assert.Contains("\"accuracy\": \"NaN\"", File.ReadAllText(_store["out/metrics.json"]), StringComparison.Ordinal);
        Assert.Contains("\"runtime\": \".NET 8\"", File.ReadAllText(_store["out/environment.json"]), StringComparison.Ordinal);
        Assert.Contains(Repository().Head()!.Id, File.ReadAllText(_store["out/commit.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_files_is_not_touched_unless_that_is_wanted()
    {
        Repository().Commit("one", c => c.Model("net", _store.File("w.bin", "weights")));
        _store.File("out/mine.txt", "mine");
        Assert.Throws<TrackingException>(() => Repository().Checkout("main", _store["out"]));
        Repository().Checkout("main", _store["out"], overwrite: true);
        Assert.Equal("mine", File.ReadAllText(_store["out/mine.txt"]));
    }

    [Fact]
    public void A_git_state_is_taken_up_with_its_patch()
    {
        var commit = Repository().Commit("git", c => c.Code(_store.Folder));
        var git = Assert.IsType<GitElement>(commit.Tree.Find(TreePart.Code, "git"));
        Assert.Equal(("abc123", "https://example.org/x.git"), (git.Commit, git.Remote));
        Assert.Contains("apply code.patch", Assert.Single(Repository().Checkout("main", _store["out"])), StringComparison.Ordinal);
        Assert.Equal("patch", File.ReadAllText(_store["out/code.patch"]));
    }

    [Fact]
    public void Nothing_differs_on_the_same_machine()
    {
        var data = _store.File("d.csv", "h\n1\n");
        Repository().Commit("all", c => c.Code(_store.Folder).Environment().Dataset("d", data));
        var reproduction = Repository().Reproduce("main", _store.Folder);
        Assert.Empty(reproduction.Differences);
        Assert.Equal(
            ["git clone https://example.org/x.git code && cd code", "git checkout abc123", "git apply ../code.patch   # 'modeltracking checkout' writes it", "dotnet run"],
            reproduction.Steps);
    }

    [Fact]
    public void What_differs_is_named()
    {
        var data = _store.File("d.csv", "h\n1\n");
        Repository().Commit("all", c => c.Code(_store.Folder).Environment().Dataset("d", data));
        _machine.Values["runtime"] = ParamValue.Of(".NET 9");
        _machine.Values.Remove("package/A");
        _machine.Git = new CodeState("def456");
        File.WriteAllText(data, "h\n2\n");
        Assert.Equal(
            [
                "code: git commit abc123 was used, here is def456",
                "code: uncommitted changes were used that are not here",
                $"dataset 'd': {data} is another one here",
                "environment: package/A was 1.0, and is not here",
                "environment: runtime was .NET 8, here it is .NET 9",
            ],
            Repository().Reproduce("main", _store.Folder).Differences);
    }

    private sealed class Machine : ICodeSource, IEnvironmentSource
    {
        public CodeState? Git { get; set; } = new("abc123") { Remote = "https://example.org/x.git", Patch = "patch"u8.ToArray() };

        public Dictionary<string, ParamValue> Values { get; } = new()
        {
            ["command"] = ParamValue.Of("dotnet run"),
            ["runtime"] = ParamValue.Of(".NET 8"),
            ["package/A"] = ParamValue.Of("1.0"),
            ["package/B"] = ParamValue.Of("2.0"),
        };

        CodeState? ICodeSource.Capture(string folder) => Git;

        IReadOnlyDictionary<string, ParamValue> IEnvironmentSource.Capture() => Values;
    }
}
