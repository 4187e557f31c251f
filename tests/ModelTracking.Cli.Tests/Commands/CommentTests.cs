using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Comments from the command line.</summary>
public sealed class CommentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CommentTests()
    {
        using var client = TrackingClient.Open(_folder["store"]);
        client.StartRun("iris", new RunOptions { Name = "one" }).Dispose();
        client.StartRun("iris", new RunOptions { Name = "other" }).Dispose();
        client.Models.Register("churn", client.Repository("churn").Commit("first", c => c.Set("lr", 0.1)));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path);

    [Fact]
    public async Task A_run_a_comparison_and_a_model_are_commented_on_and_those_who_are_mentioned_find_it()
    {
        Assert.Contains("Nothing was said yet", (await Run("comment", "one")).Output, StringComparison.Ordinal);
        var said = await Run("comment", "one", "--add", "Look, @grace: too good", "--by", "ada");
        Assert.Equal(0, said.ExitCode);
        Assert.Contains("  Look, @grace: too good\n", said.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("too good", (await Run("comment", "other")).Output, StringComparison.Ordinal);
        await Run("comment", "one", "other", "--add", "the second is faster", "--by", "grace");
        Assert.Contains("faster", (await Run("comment", "one", "other")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("too good", (await Run("comment", "one", "other")).Output, StringComparison.Ordinal);
        Assert.Contains("faster", (await Run("comment", "other")).Output, StringComparison.Ordinal);
        await Run("comment", "models:/churn/1", "--add", "ship it? @grace", "--by", "ada");
        Assert.Contains("ship it?", (await Run("comment", "models:/churn")).Output, StringComparison.Ordinal);
        Assert.Contains("ship it?", (await Run("models", "history", "churn")).Output, StringComparison.Ordinal);
        var mentioned = (await Run("comment", "--mentions", "grace", "--json")).Json;
        Assert.Equal(["Look, @grace: too good", "ship it? @grace"], mentioned.EnumerateArray().Select(c => c.GetProperty("text").GetString()!));
        Assert.Equal("models:/churn/1", mentioned[1].GetProperty("on").GetString());
        Assert.DoesNotContain("modeltracking.comment", (await Run("show", "one")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_is_taken_back_by_its_id()
    {
        await Run("comment", "one", "--add", "wrong");
        var id = (await Run("comment", "one", "--json")).Json[0].GetProperty("id").GetString()!;
        Assert.Contains("Nothing was said yet", (await Run("comment", "one", "--remove", id)).Output, StringComparison.Ordinal);
        Assert.Contains("wrong", (await Run("history", "one")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("comment", "one", "--remove", id)).ExitCode);
    }

    [Theory]
    [InlineData(2, "needs a run", "comment")]
    [InlineData(2, "one of --add and --remove", "comment", "one", "--add", "x", "--remove", "y")]
    [InlineData(2, "between 1 and 2000", "comment", "one", "--add", " ")]
    [InlineData(1, "no run is called 'onne'", "comment", "onne", "--add", "x")]
    [InlineData(1, "There is no model 'chrun'", "comment", "models:/chrun", "--add", "x")]
    [InlineData(2, "only ever added to", "comment", "models:/churn", "--remove", "x")]
    public async Task What_goes_wrong_is_told_with_its_exit_code(int exitCode, string message, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
