using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Cli.Views;
using ModelTracking.Tests;
using Spectre.Console.Testing;

namespace ModelTracking.Cli.Tests.Views;

public sealed class RunListViewTests
{
    [Fact]
    public async Task A_metric_with_and_one_without_a_context_are_two_columns()
    {
        var lines = await Shown(metric: null);
        Assert.Equal(["loss", "loss{train}"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
        Assert.Equal(["0.5", "–"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
        Assert.Equal(["–", "0.25"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
    }

    [Fact]
    public async Task A_metric_that_was_asked_for_is_one_column_whatever_its_context()
    {
        var lines = await Shown("loss");
        Assert.Equal(["took", "loss"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..]);
        Assert.EndsWith("  0.5", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("  0.25", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_about_the_machine_is_a_column_only_for_who_asks()
    {
        Assert.DoesNotContain("system/cpu", (await Shown(metric: null))[0], StringComparison.Ordinal);
        Assert.EndsWith("system/cpu", (await Shown("system/cpu"))[0].Split("  loss")[0].TrimEnd(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Shown(string? metric)
    {
        var memory = new InMemoryBackend();
        await using (var client = Some.Client(memory))
        {
            await using var bare = client.StartRun("a", new RunOptions { Id = Samples.Id(1) });
            bare.LogMetric("loss", 0.5, 1);
            bare.LogMetric("system/cpu", 50);
            await using var train = client.StartRun("a", new RunOptions { Id = Samples.Id(2) });
            train.LogMetric("loss", 0.25, 1, "train");
        }

        var runs = await memory.ListRunsAsync().ToListAsync(CancellationToken.None);
        using var console = new TestConsole().Width(200);
        new RunListView(console, Samples.Now).Write([.. runs.OrderBy(r => r.Id)], metric);
        return [.. console.Lines];
    }
}
