using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Runs are edited, looked back on and asked for before they are repeated.</summary>
public sealed class EditTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    public async Task InitializeAsync()
    {
        await using var backend = new FileBackend(Store);
        await Samples.WriteAsync(backend);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private async Task<string> Good(params string[] args)
    {
        var run = await ToolRun.Of(Store, Terminal.Unlimited, args, folder: _folder.Path);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        return run.Output;
    }

    [Fact]
    public async Task A_run_is_starred_tagged_renamed_moved_and_noted()
    {
        await File.WriteAllTextAsync(_folder["note.md"], "# Note\n\nworks");
        await Good("edit", Samples.Baseline, "--star", "--tag", "stage=candidate=1", "--untag", "note", "--name", "good", "--move", "keepers", "--note", "@note.md");
        var shown = await Good("show", "good");
        Assert.Contains("keepers", shown, StringComparison.Ordinal);
        Assert.Contains("candidate=1", shown, StringComparison.Ordinal);
        Assert.Contains("# Note", shown, StringComparison.Ordinal);
        Assert.Contains("★ good", await Good("runs"), StringComparison.Ordinal);
        var history = await Good("history", "good");
        Assert.Contains("two⏎lines", history, StringComparison.Ordinal);
        Assert.Contains("breast-cancer", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_put_away_is_found_but_not_listed()
    {
        await Good("edit", Samples.Quiet, Samples.Diverged, "--archive");
        Assert.DoesNotContain(Samples.Quiet, await Good("runs"), StringComparison.Ordinal);
        Assert.Contains(Samples.Quiet, await Good("runs", "--archived"), StringComparison.Ordinal);
        Assert.Contains(Samples.Diverged, await Good("runs", "status = 'FAILED'"), StringComparison.Ordinal);
        Assert.Contains("Nothing of grid was changed", await Good("history", Samples.Grid), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_put_away_can_be_taken_back()
    {
        await using (var client = TrackingClient.Open(new TrackingOptions { Store = Store, TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Samples.Now.AddHours(-1)) }))
        {
            await client.EditRunAsync(Samples.Id(8), new RunEdit { Archived = true });
        }

        Assert.DoesNotContain(Samples.Quiet, await Good("runs"), StringComparison.Ordinal);
        await Good("edit", Samples.Quiet, "--unarchive");
        Assert.Contains(Samples.Quiet, await Good("runs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit baseline", "there is nothing to change")]
    [InlineData("edit baseline --star --unstar", "opposite")]
    [InlineData("edit baseline --tag stage", "KEY=VALUE")]
    [InlineData("tried", "say what is looked for")]
    public async Task Bad_usage_says_what_to_write(string commandLine, string expected)
    {
        var run = await ToolRun.Of(Store, commandLine.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_tried_is_found_by_its_params()
    {
        Assert.Contains(Samples.Baseline, await Good("tried", "--params", "trainer=sdca", "--params", "l2=0.1"), StringComparison.Ordinal);
        Assert.Contains("grid-1", await Good("tried", "-p", "l2=0.1", "--only", "--json"), StringComparison.Ordinal);
        var not = await ToolRun.Of(Store, "tried", "--params", "l2=0.3");
        Assert.Equal((1, "Not tried yet.\n"), (not.ExitCode, not.Output));
        Assert.Contains(Samples.Fork, await Good("tried", Samples.Baseline), StringComparison.Ordinal);
    }
}
