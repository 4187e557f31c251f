using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;
using Spectre.Console;

namespace ModelTracking.Cli.Tests.Commands;

public sealed class TailTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedOutput _seen = new();
    private readonly CancellationTokenSource _ctrlC = new();
    private TrackingClient _client = null!;
    private Run _run = null!;

    public async Task InitializeAsync()
    {
        _client = Some.Client(new FileBackend(_folder["store"]));
        _run = _client.StartRun("live", new RunOptions { Name = "training" });
        _run.LogMetric("loss", 0.75, 1);
        await _run.FlushAsync();
    }

    public async Task DisposeAsync() => await _client.DisposeAsync();

    public void Dispose()
    {
        _ctrlC.Dispose();
        _seen.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_live_run_logs_is_seen_until_it_ends()
    {
        var tail = Tail("tail", "training");
        await _seen.Saw("step 1  loss 0.75");
        _run.LogParam("lr", 0.1);
        _run.LogMetric("system/process_cpu_percentage", 70);
        _run.LogMetric("loss", 0.5, 2);
        _run.LogEvent("watchdog.slow", "the loss hardly moves", EventSeverity.Warning);
        await _seen.Saw("lr = 0.1");
        await _seen.Saw("step 2  loss 0.5");
        await _seen.Saw("watchdog.slow: the loss hardly moves");
        Assert.False(tail.IsCompleted);

        await _run.FailAsync(new InvalidOperationException("Out of patience."));
        Assert.Equal(0, await tail);
        Assert.Contains("✗ failed after", _seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("Out of patience.", _seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("system/", _seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_run_prints_is_seen_on_request()
    {
        var tail = Tail("tail", "training", "--console");
        await _seen.Saw("step 1");
        _run.Log(new ConsoleLogged([new ConsoleLine(Some.Time, ConsoleSource.Out, "loading data"), new ConsoleLine(Some.Time, ConsoleSource.Error, "no cache")]) { Dropped = 3 });
        await _seen.Saw("3 lines lost");
        await _seen.Saw("console  loading data");
        await _seen.Saw("console  no cache");
        await _run.FinishAsync();
        Assert.Equal(0, await tail);
    }

    [Fact]
    public async Task Ctrl_C_stops_following_and_not_the_run()
    {
        var tail = Tail("tail", "training");
        await _seen.Saw("step 1");
        await _ctrlC.CancelAsync();
        Assert.Equal(0, await tail);
        Assert.False(_run.HasEnded);
    }

    [Fact]
    public async Task As_JSON_every_record_is_a_line_from_the_beginning_on()
    {
        var tail = Tail("tail", "training", "--json");
        await _seen.Saw("\"type\":\"run-started\"");
        await _seen.Saw("\"step\":1,\"value\":0.75");
        _run.LogMetric("loss", double.NaN, 2);
        await _seen.Saw("\"step\":2,\"value\":\"NaN\"");
        await _run.FinishAsync();
        Assert.Equal(0, await tail);
        Assert.EndsWith("\"errorDetails\":null}\n", _seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_run_is_shown_as_running()
    {
        Assert.Equal(0, await Tail("show", "latest"));
        Assert.Contains("● running", _seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("running for", _seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_program_died_without_a_word_is_shown_as_crashed_and_repaired_by_the_doctor()
    {
        var store = _folder["copy"];
        foreach (var file in Directory.EnumerateFiles(_folder["store"], "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(store, Path.GetRelativePath(_folder["store"], file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var to = File.Create(target);
            if (!file.EndsWith(".lock", StringComparison.Ordinal))
            {
                // The copy's lock is held by nobody, which is what a dead program leaves.
                await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await from.CopyToAsync(to);
            }
        }

        var shown = await ToolRun.Of(store, "show", "latest");
        Assert.Contains("✗ crashed", shown.Output, StringComparison.Ordinal);
        Assert.Contains("last sign", shown.Output, StringComparison.Ordinal);
        Assert.Contains("0.75", shown.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await ToolRun.Of(store, "doctor")).ExitCode);
        Assert.Contains("Repaired", (await ToolRun.Of(store, "doctor", "--repair")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.Of(store, "doctor")).ExitCode);
    }

    [Fact]
    public async Task A_live_run_is_not_deleted()
    {
        var answer = await ToolRun.Of(_folder["store"], "delete", "training");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("End it first", answer.Error, StringComparison.Ordinal);
    }

    private Task<int> Tail(params string[] args) => Task.Run(async () =>
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new RedirectedOutput(_seen) });
        using var terminal = new Terminal(console, () => new TextStream(_seen), TextWriter.Null) { Variable = _ => _folder["store"] };
        return await Tool.RunAsync(args, terminal, _ctrlC.Token);
    });
}
