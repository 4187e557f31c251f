using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Version control and the registry from the command line, from the first commit to the rollback.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path);

    private async Task<string> Ok(params string[] args)
    {
        var run = await Run(args);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', args)}: {run.Error}");
        return run.Output;
    }

    private async Task TwoBranches()
    {
        File.WriteAllText(_folder["w.bin"], "1");
        await Ok("commit", "--repo", "churn", "-m", "first", "--set", "lr=0.1", "--set", "name=a", "--model", "net=w.bin", "--metric", "accuracy=0.8", "--author", "ada");
        await Ok("branch", "wide");
        await Ok("commit", "-m", "wider", "--branch", "wide", "--set", "width=256", "--author", "ada");
        await Ok("commit", "-m", "slower", "--set", "lr=0.01", "--author", "ada");
    }

    [Fact]
    public async Task A_store_without_commits_says_how_to_make_one()
    {
        var run = await Run("log");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no store", run.Error, StringComparison.Ordinal);
        Assert.Contains("'modeltracking commit --repo NAME' makes one", (await Run("commit", "-m", "x")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("commit", "--repo", "churn")).ExitCode);
        Assert.Contains("write --set NAME=VALUE", (await Run("commit", "--repo", "churn", "-m", "x", "--set", "lr")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_drawn_as_a_graph()
    {
        await TwoBranches();
        await Ok("merge", "wide", "--author", "ada");
        await Ok("tag", "v1");
        var lines = (await Ok("log")).Split('\n').Select(l => System.Text.RegularExpressions.Regex.Replace(l, "[0-9a-f]{10}", "ID")).ToArray();
        var sides = new[] { "● │ ID slower  ada, now", "│ ● ID (wide) wider  ada, now" };
        Assert.Equal(["● ID (main, tag v1) Merge wide into main  ada, now", "├─╮"], lines[..2]);
        Assert.Equal(sides.Order(), lines[2..4].Order());
        Assert.Equal(["├─╯", "● ID first  ada, now", ""], lines[4..]);
        Assert.Contains("branch: from main", await Ok("log", "--reflog"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branches_are_compared_and_merged_and_conflicts_are_settled_by_key()
    {
        await TwoBranches();
        Assert.Equal("config\n  ~ lr: 0.01 -> 0.1\n  + width: 256\n", await Ok("diff", "main", "wide"));
        var changes = (await Run("diff", "main", "wide", "--json")).Json;
        Assert.Equal(("lr", "changed"), (changes[0].GetProperty("key").GetString(), changes[0].GetProperty("kind").GetString()));
        Assert.StartsWith("main would be merged", await Ok("merge", "wide", "--dry-run"), StringComparison.Ordinal);

        await Ok("commit", "-m", "faster", "--branch", "wide", "--set", "lr=1");
        var conflict = await Run("merge", "wide");
        Assert.Equal(1, conflict.ExitCode);
        Assert.Contains("config 'lr': was 0.1, ours is 0.01, theirs is 1", conflict.Output, StringComparison.Ordinal);
        Assert.Equal("lr", (await Run("merge", "wide", "--json")).Json.GetProperty("conflicts")[0].GetProperty("key").GetString());
        await Ok("merge", "wide", "--theirs", "lr");
        await Ok("checkout", "main", "--to", "out");
        Assert.Contains("\"lr\": 1", await File.ReadAllTextAsync(_folder["out/config.json"]), StringComparison.Ordinal);
        await Ok("revert", "main");
        Assert.Equal("No differences.\n", await Ok("diff", "main", "main~2"));
    }

    [Fact]
    public async Task A_model_goes_through_its_life()
    {
        await TwoBranches();
        await Ok("models", "register", "churn", "main~1", "--alias", "champion", "--author", "ada");
        await Ok("models", "protect", "churn", "champion", "--approvals", "1", "--four-eyes", "--metric", "accuracy", "--not-worse");
        await Ok("models", "register", "churn", "main", "--author", "ada");
        var refused = await Run("models", "alias", "churn/2", "champion");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("it has 0 of 1 approvals by others than ada", refused.Error, StringComparison.Ordinal);
        var check = await Run("models", "alias", "churn/2", "champion", "--check");
        Assert.Equal((1, true), (check.ExitCode, check.Output.Contains("may not become champion", StringComparison.Ordinal)));
        Assert.False((await Run("models", "alias", "churn/2", "champion", "--check", "--json")).Json.GetProperty("allowed").GetBoolean());
        await Ok("models", "request", "churn/2", "-m", "please look");
        await Ok("models", "approve", "churn/2", "--author", "grace", "-m", "good");
        await Ok("models", "alias", "churn/2", "champion");
        await Ok("models", "stage", "churn/2", "production");
        await Ok("models", "tag", "churn", "team=risk");
        await Ok("models", "tag", "churn/2", "data=june");
        await Ok("models", "describe", "churn", "who leaves");
        var shown = await Ok("models", "show", "churn@champion");
        Assert.Matches(@"\n  data +june\n", shown);
        Assert.Matches(@"\n  approved +by grace, now: good\n", shown);
        Assert.DoesNotContain("risk", shown, StringComparison.Ordinal);
        Assert.Contains("team: risk", await Ok("models", "show", "churn"), StringComparison.Ordinal);
        Assert.Contains("champion=2", await Ok("models"), StringComparison.Ordinal);
        Assert.Equal(2, (await Run("models", "rollback", "churn", "champion")).ExitCode);
        await Ok("models", "rollback", "churn", "champion", "-m", "complaints", "--author", "eve");
        Assert.Equal("1", await Ok("models", "get", "churn@champion", "w.bin", "--to", "-"));
        Assert.Equal("churn/1", (await Run("models", "get", "churn@champion", "--to", "got", "--json")).Json.GetProperty("source").GetString());
        Assert.Equal("1", await File.ReadAllTextAsync(_folder["got/net/w.bin"]));
        Assert.Contains("eve: rolled 'champion' back to version 1, before it was version 2 (complaints)", await Ok("models", "history", "churn"), StringComparison.Ordinal);
        Assert.Contains("~ lr: 0.1 -> 0.01", await Ok("models", "diff", "churn/1", "churn/2"), StringComparison.Ordinal);
        await Ok("models", "delete", "churn/2", "-m", "unused");
        var model = (await Run("models", "show", "churn", "--json")).Json[0];
        Assert.Equal(1, model.GetProperty("versions").GetArrayLength());
        Assert.Equal("risk", model.GetProperty("tags").GetProperty("team").GetString());
        await Ok("models", "register", "churn", "main", "--alias", "challenger", "-m", "try again");
        Assert.Equal(3, (await Run("models", "show", "churn/latest", "--json")).Json[0].GetProperty("version").GetInt32());
        await Ok("models", "alias", "churn", "challenger", "--remove");
        Assert.Equal(1, (await Run("models", "alias", "churn", "challenger", "--remove")).ExitCode);
        Assert.Equal("churn-classifier", (await Run("models", "rename", "churn", "churn-classifier", "--json")).Json[0].GetProperty("name").GetString());
        await Ok("models", "rename", "churn-classifier", "churn");
        Assert.Equal("VersionRegistered", (await Run("models", "history", "churn", "--json")).Json[1].GetProperty("kind").GetString());
        Assert.Equal("Did you mean 'history'?", (await Run("models", "histroy", "churn")).Error.Split('.')[1].Trim().Split(" 'mod")[0]);
    }

    [Theory]
    [InlineData(1, "has no branch, tag or commit 'mian'", "diff", "mian")]
    [InlineData(1, "has no branch 'wdie'", "branch", "wdie", "--delete")]
    [InlineData(1, "There is no model 'chrun'", "models", "get", "chrun@champion")]
    [InlineData(1, "there is no repository 'chrun'. Did you mean 'churn'?", "log", "--repo", "chrun")]
    [InlineData(2, "there is a branch 'wide' already", "branch", "wide", "--from", "main~1")]
    [InlineData(2, "needs a rule", "models", "protect", "churn", "champion")]
    [InlineData(2, "needs a reason", "models", "delete", "churn/1")]
    [InlineData(2, "needs a model", "models", "show")]
    [InlineData(2, "The alias '3' looks like a version number", "models", "alias", "churn", "3")]
    [InlineData(2, "is not a number", "commit", "-m", "x", "--metric", "accuracy=high")]
    [InlineData(1, "There is no file or folder", "commit", "-m", "x", "--model", "net=nowhere.zip")]
    public async Task What_goes_wrong_is_told_with_its_exit_code(int exitCode, string message, params string[] args)
    {
        await TwoBranches();
        await Ok("models", "register", "churn", "main");
        var run = await Run(args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_there_for_programs_too()
    {
        await TwoBranches();
        Assert.Equal(["main", "wide"], (await Run("branch", "--json")).Json.EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        Assert.Equal("v1", (await Run("tag", "v1", "--json")).Json[0].GetProperty("name").GetString());
        Assert.Equal("side", (await Run("branch", "side", "--json")).Json[0].GetProperty("name").GetString());
        Assert.Equal("slower", (await Run("log", "main", "-n", "1", "--json")).Json[0].GetProperty("message").GetString());
        Assert.Equal("branch/side", (await Run("log", "--reflog", "--json")).Json[0].GetProperty("ref").GetString());
        Assert.Empty((await Run("checkout", "v1", "--to", "out", "--json")).Json.GetProperty("missing").EnumerateArray());
        Assert.Equal("lr", (await Run("revert", "main", "--dry-run", "--json")).Json.GetProperty("changes")[0].GetProperty("key").GetString());
        Assert.Equal(_folder["share"], (await Run("push", _folder["share"], "--json")).Json.GetProperty("objects").GetInt32() > 0 ? _folder["share"] : "nothing was copied");
        Assert.Empty((await Run("models", "--json")).Json.EnumerateArray());
    }

    [Fact]
    public async Task From_anything_one_finds_the_commits_runs_and_model_versions_that_contain_it()
    {
        RunId id;
        await using (var backend = new FileBackend(_folder["store"]))
        {
            await using var client = Some.Client(backend);
            await using var run = client.StartRun("churn", new RunOptions { Name = "otter" });
            id = run.Id;
            run.LogText("weights", "w.bin");
        }

        File.WriteAllText(_folder["t.csv"], "a\n1\n");
        await Ok("commit", "--repo", "churn", "-m", "from the run", "--from", "otter", "--model", "net=w.bin", "--dataset", "t=t.csv");
        await Ok("models", "register", "churn", "main", "--alias", "champion");
        File.WriteAllText(_folder["other.bin"], "weights");
        foreach (var what in new[] { "other.bin", "t.csv", "otter", "main", "churn@champion", id.ToString() })
        {
            var uses = await Ok("uses", what);
            Assert.Matches(@"^Commits\n  [0-9a-f]{10}  churn: from the run\nRuns\n  [0-9a-f]+  otter\nModel versions\n  churn/1  champion\n$", uses);
        }

        Assert.Equal("churn/1", (await Run("uses", "t.csv", "--json")).Json.GetProperty("models")[0].GetString());
        File.WriteAllText(_folder["other.bin"], "unknown");
        Assert.Equal("No commit, run or model version contains it.\n", await Ok("uses", "other.bin"));
        Assert.Equal(1, (await Run("uses", "nothing-like-it")).ExitCode);
        var shown = await Ok("show", "otter");
        Assert.Matches(@"Versions\n  churn +[0-9a-f]{10} from the run\n  churn/1 +champion\n", shown);
        Assert.Equal("churn/1", (await Run("uses", "otter", "--json")).Json.GetProperty("models")[0].GetString());
        var json = (await Run("show", "otter", "--json")).Json;
        Assert.Equal(("from the run", "churn/1"), (json.GetProperty("commits")[0].GetProperty("message").GetString(), json.GetProperty("models")[0].GetString()));
    }

    [Fact]
    public async Task Damage_is_named_with_the_commits_it_touches()
    {
        await TwoBranches();
        Assert.Contains("every object is sound", await Ok("verify"), StringComparison.Ordinal);
        var object1 = Directory.EnumerateFiles(_folder["store/objects"], "*", SearchOption.AllDirectories).Single(f => new FileInfo(f).Length == 1);
        await File.WriteAllTextAsync(object1, "2");
        var run = await Run("verify");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("slower", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await Run("verify", "--json")).Json[0].GetProperty("touches").EnumerateArray().Select(t => t.GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_repository_is_pushed_pulled_and_reproduced()
    {
        await TwoBranches();
        Assert.StartsWith("Copied ", await Ok("push", _folder["share"]), StringComparison.Ordinal);
        var other = await ToolRun.Of(_folder["mine"], Terminal.Unlimited, ["pull", _folder["share"]], folder: _folder.Path);
        Assert.Equal(0, other.ExitCode);
        Assert.Contains("wide is at", other.Output, StringComparison.Ordinal);
        await Ok("models", "register", "churn", "main", "--alias", "champion");
        await Ok("push", _folder["share"], "--model", "churn");
        var model = await ToolRun.Of(_folder["mine"], Terminal.Unlimited, ["pull", _folder["share"], "--model", "churn"], folder: _folder.Path);
        Assert.Contains("version 1 is at", model.Output, StringComparison.Ordinal);
        Assert.Contains("champion=1", (await ToolRun.Of(_folder["mine"], "models")).Output, StringComparison.Ordinal);
        Assert.Contains("# the commit has no code", await Ok("reproduce", "main"), StringComparison.Ordinal);
    }
}
