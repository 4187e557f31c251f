using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Sharing;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Views that were saved in the dashboard, in the terminal.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ViewTests()
    {
        using var client = TrackingClient.Open(_folder["store"]);
        foreach (var (experiment, name, lr, loss) in new[] { ("digits", "slow", 0.01, 0.4), ("digits", "quick", 0.1, 0.2), ("digits", "wild", 1, 0.9), ("churn", "other", 0.5, 0.1) })
        {
            using var run = client.StartRun(experiment, new RunOptions { Name = name });
            run.LogParam("lr", lr);
            run.LogMetric("loss", loss, 0);
        }
    }

    public void Dispose() => _folder.Dispose();

    private SharedDocuments Saved => SharedDocuments.Open(_folder["store"], SharedKind.View);

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path);

    private static string[] Names(ToolRun run) => [.. run.Json.EnumerateArray().Select(r => (r.TryGetProperty("run_name", out var name) ? name : r.GetProperty("name")).GetString()!)];

    [Fact]
    public async Task They_are_listed_with_what_they_show_and_whose_they_are()
    {
        Assert.Contains("No view was saved yet", (await Run("views")).Output, StringComparison.Ordinal);
        Saved.Create("best", "?experiment=digits&sort=metrics.loss", by: "ada");
        Saved.Create("pair", "compare?run=a&run=b", isPrivate: true, by: "grace");
        var table = (await Run("views")).Output;
        Assert.Contains("digits, ordered by metrics.loss", table, StringComparison.Ordinal);
        Assert.Contains("grace, private", table, StringComparison.Ordinal);
        var json = (await Run("views", "--json")).Json;
        Assert.Equal(("best", "runs", "metrics.loss"), (json[0].GetProperty("name").GetString(), json[0].GetProperty("page").GetString(), json[0].GetProperty("sort").GetString()));
    }

    [Fact]
    public async Task Runs_are_those_of_the_view_in_its_order_with_its_columns_and_narrowed_further()
    {
        Saved.Create("Best", "?experiment=digits&q=params.lr+%3C+0.5&sort=metrics.loss&columns=metrics.loss%0Aparams.lr");
        Assert.Equal(["quick", "slow"], Names(await Run("runs", "--view", "best", "--json")));
        Assert.Equal(["id", "run_name", "metrics.loss", "params.lr"], (await Run("runs", "--view", "best", "--json")).Json[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["slow"], Names(await Run("runs", "params.lr < 0.05", "--view", "best", "--json")));
        Assert.Equal(["slow", "quick"], Names(await Run("runs", "params.lr > 0 ORDER BY metrics.loss DESC", "--view", "best", "--json")));
        Assert.Contains("No run meets", (await Run("runs", "params.lr > 7", "--view", "best")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_is_not_there_or_of_another_page_is_told()
    {
        Saved.Create("best", "?", by: "ada");
        Saved.Create("best", "?", isPrivate: true, by: "grace");
        Saved.Create("pair", "compare?run=a");
        var wrong = await Run("runs", "--view", "bets");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("Did you mean 'best'?", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("give the id of one", (await Run("runs", "--view", "best")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("runs", "--view", Saved.List().First(v => v.IsPrivate).Id)).ExitCode);
        Assert.Contains("a view of the page 'compare'", (await Run("runs", "--view", "pair")).Error, StringComparison.Ordinal);
    }
}
