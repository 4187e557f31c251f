using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Sharing;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Reports in the terminal: read, written in an editor of one's own, and made into files.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ReportTests()
    {
        using var client = TrackingClient.Open(_folder["store"]);
        using var run = client.StartRun("digits", new RunOptions { Name = "quick" });
        run.LogMetric("loss", 0.4, 0);
        run.LogMetric("loss", 0.2, 1);
    }

    public void Dispose() => _folder.Dispose();

    private SharedDocuments Saved => SharedDocuments.Open(_folder["store"], SharedKind.Report);

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path);

    [Fact]
    public async Task They_are_listed_with_what_they_are_about_and_whose_they_are()
    {
        Assert.Contains("No report was written yet", (await Run("reports")).Output, StringComparison.Ordinal);
        Saved.Create("Digits", "# D", experiment: "digits", by: "ada");
        Saved.Create("draft", "# E", isPrivate: true, by: "grace");
        var table = (await Run("reports")).Output;
        Assert.Matches("Digits +digits +ada", table);
        Assert.Matches("draft +all experiments +grace, private", table);
        var json = (await Run("reports", "list", "--json")).Json;
        Assert.Equal(("Digits", "digits", 1), (json[0].GetProperty("name").GetString(), json[0].GetProperty("experiment").GetString(), json[0].GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_file_becomes_a_report_and_the_same_name_again_its_next_version()
    {
        await File.WriteAllTextAsync(_folder["weekly.md"], "# Week 1\n\n```chart\nmetric: loss\n```\n");
        var made = await Run("reports", "save", "weekly.md", "--experiment", "digits");
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("weekly has version 1", made.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(_folder["weekly.md"]), (await Run("reports", "show", "Weekly")).Output);
        Assert.Contains("is the same already; it stays at version 1", (await Run("reports", "save", "weekly.md")).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder["next.md"], "# Week 2");
        Assert.Equal(2, (await Run("reports", "save", "next.md", "--name", "WEEKLY", "--json")).Json.GetProperty("version").GetInt32());
        var saved = Assert.Single(Saved.List());
        Assert.Equal(("weekly", "# Week 2", "digits"), (saved.Name, saved.Content, saved.Experiment));
        Assert.Equal("# Week 2\n", (await Run("reports", "show", saved.Id)).Output);
    }

    [Fact]
    public async Task A_report_becomes_a_file_that_opens_without_a_server_and_what_it_cannot_show_is_told()
    {
        Saved.Create("Digits: all/of them", "# Loss\n```chart\nmetric: loss\n```\n```runs\nquery: metrics.loss >\n```", by: "ada");
        var made = await Run("reports", "html", "digits: all/of them");
        Assert.Equal(0, made.ExitCode);
        Assert.Contains("warning: the block 'runs, query: metrics.loss >' shows nothing: ", made.Error, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Path, "*.html")));
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"quick\"", html, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("reports", "html", Saved.List()[0].Id, "-o", "here.html")).ExitCode);
        Assert.True(File.Exists(_folder["here.html"]));
    }

    [Fact]
    public async Task What_does_not_go_is_told_with_what_to_do()
    {
        Saved.Create("Digits", "# D", by: "ada");
        Saved.Create("digits", "# E", isPrivate: true, by: "grace");
        Assert.Contains("give the id of one", (await Run("reports", "show", "digits")).Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Digits'?", (await Run("reports", "html", "Digit")).Error, StringComparison.Ordinal);
        Assert.Contains("needs a file of Markdown", (await Run("reports", "save")).Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'show'?", (await Run("reports", "shwo", "digits")).Error, StringComparison.Ordinal);
        var missing = await Run("reports", "save", "none.md");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("none.md", missing.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder["long.md"], new string('x', 100_001));
        Assert.Contains("at most 100000", (await Run("reports", "save", "long.md")).Error, StringComparison.Ordinal);
        Assert.Equal(2, Saved.List().Count);
    }
}
