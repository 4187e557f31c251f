using Mlflow.Stub;
using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;
using Spectre.Console;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary><c>sync --watch</c> beside a training.</summary>
public sealed class SyncWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedOutput _seen = new();
    private readonly CancellationTokenSource _ctrlC = new();

    public void Dispose()
    {
        _ctrlC.Dispose();
        _seen.Dispose();
        _folder.Dispose();
    }

    private Task<int> Watch(MlflowStub server) => Task.Run(async () =>
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new RedirectedOutput(_seen) });
        using var terminal = new Terminal(console, () => new TextStream(_seen), TextWriter.Null) { Variable = _ => _folder["store"] };
        return await Tool.RunAsync(["sync", "--watch", "--to", server.Address.ToString()], terminal, _ctrlC.Token);
    });

    [Fact]
    public async Task What_a_live_run_logs_is_sent_as_it_comes_until_Ctrl_C()
    {
        await using var server = await MlflowStub.StartAsync();
        await using var client = Some.Client(new FileBackend(_folder["store"]));
        var run = client.StartRun("iris", new RunOptions { Name = "live" });
        run.LogMetric("loss", 1, 1);
        await run.FlushAsync();
        var watch = Watch(server);
        await _seen.Saw("1 record sent");
        Assert.Equal("RUNNING", server.State.Runs.Values.Single().Status);

        for (var step = 2; step <= 8; step++)
        {
            run.LogMetric("loss", 1, step);
        }

        await run.FinishAsync();
        await _seen.Saw("7 records sent");
        await _ctrlC.CancelAsync();
        Assert.Equal(0, await watch);
        Assert.Equal(8, server.State.Runs.Values.Single().Points("loss").Count);
    }

    [Fact]
    public async Task A_run_that_begins_later_is_sent_too()
    {
        await using var server = await MlflowStub.StartAsync();
        await using var client = Some.Client(new FileBackend(_folder["store"]));
        var watch = Watch(server);
        await _seen.Saw("as runs grow");
        var run = client.StartRun("iris", new RunOptions { Name = "later" });
        run.LogMetric("loss", 1, 1);
        await run.FinishAsync();
        await _seen.Saw("1 record sent");
        await _ctrlC.CancelAsync();
        Assert.Equal(0, await watch);
        Assert.Equal(("later", "FINISHED"), server.State.Runs.Values.Single() is var there ? (there.Name, there.Status) : default);
    }
}
