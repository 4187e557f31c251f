using ModelTracking.Cli.Tests.Shared;
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
        Assert.Equal("●  ID (main, tag v1) Merge wide into main  ada, now", lines[0].Replace("● ID", "●  ID", StringComparison.Ordinal));
        Assert.Equal("├─╮", lines[1]);
        Assert.Contains(lines, l => l.StartsWith("● │ ID", StringComparison.Ordinal) || l.StartsWith("│ ● ID", StringComparison.Ordinal));
        Assert.Contains("├─╯", lines);
        Assert.EndsWith("ID first  ada, now", lines[^2], StringComparison.Ordinal);
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
        Assert.Contains("may not become", await Ok("models", "alias", "churn/2", "champion", "--check"), StringComparison.Ordinal);
        await Ok("models", "approve", "churn/2", "--author", "grace", "-m", "good");
        await Ok("models", "alias", "churn/2", "champion");
        await Ok("models", "stage", "churn/2", "production");
        Assert.Contains("champion=2", await Ok("models"), StringComparison.Ordinal);
        Assert.Equal(2, (await Run("models", "rollback", "churn", "champion")).ExitCode);
        await Ok("models", "rollback", "churn", "champion", "-m", "complaints", "--author", "eve");
        Assert.Equal("1", await Ok("models", "get", "churn@champion", "w.bin", "--to", "-"));
        Assert.Contains("eve: rolled 'champion' back to version 1, before it was version 2 (complaints)", await Ok("models", "history", "churn"), StringComparison.Ordinal);
        Assert.Contains("~ lr: 0.1 -> 0.01", await Ok("models", "diff", "churn/1", "churn/2"), StringComparison.Ordinal);
        await Ok("models", "delete", "churn/2", "-m", "unused");
        var model = (await Run("models", "show", "churn", "--json")).Json[0];
        Assert.Equal(1, model.GetProperty("versions").GetArrayLength());
        Assert.Equal("Did you mean 'history'?", (await Run("models", "histroy", "churn")).Error.Split('.')[1].Trim().Split(" 'mod")[0]);
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
        Assert.Equal(3, (await Run("verify", "--json")).Json[0].GetProperty("touches").GetArrayLength());
    }

    [Fact]
    public async Task A_repository_is_pushed_pulled_and_reproduced()
    {
        await TwoBranches();
        Assert.StartsWith("Copied ", await Ok("push", _folder["share"]), StringComparison.Ordinal);
        var other = await ToolRun.Of(_folder["mine"], Terminal.Unlimited, ["pull", _folder["share"]], folder: _folder.Path);
        Assert.Equal(0, other.ExitCode);
        Assert.Contains("wide is at", other.Output, StringComparison.Ordinal);
        Assert.Contains("# the commit has no code", await Ok("reproduce", "main"), StringComparison.Ordinal);
    }
}
