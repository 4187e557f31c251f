using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Tests.Faults;

/// <summary>Programs that end without saying so leave a true and complete run behind.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunId _id = RunId.New();

    public void Dispose() => _folder.Dispose();

    private async Task<RunSummary> After(Func<TestProgram, Task> during, params string[] args)
    {
        using var program = TestProgram.Start([args[0], _folder.Path, _id.ToString(), .. args[1..]]);
        await during(program);
        await program.Ended();
        var reader = FileStore.Open(_folder.Path).Reader;
        Assert.True((await reader.ReadPointsAsync(_id, "loss")).Count >= 100);
        return (await reader.GetRunAsync(_id))!;
    }

    private static Task Nothing(TestProgram program) => Task.CompletedTask;

    [Fact]
    public async Task Exit_without_dispose_finishes_the_run() =>
        Assert.Equal(RunStatus.Finished, (await After(Nothing, "exit-without-dispose", "0")).Status);

    [Fact]
    public async Task Exit_with_an_error_code_fails_the_run() =>
        Assert.Equal(RunStatus.Failed, (await After(Nothing, "exit-without-dispose", "3")).Status);

    [Theory]
    [InlineData("throw-in-using")]
    [InlineData("throw-in-await-using")]
    public async Task An_exception_that_nobody_catches_stands_in_the_run(string program)
    {
        var run = await After(Nothing, program);
        Assert.Equal((RunStatus.Failed, "System.InvalidOperationException: the loss exploded"), (run.Status, run.Error));
    }

    [SkippableTheory]
    [InlineData("TERM", 15)]
    [InlineData("INT", 2)]
    [InlineData("HUP", 1)]
    public async Task A_signal_kills_the_run_but_not_its_points(string signal, int number)
    {
        Skip.If(OperatingSystem.IsWindows(), "Signals are sent with 'kill', which Windows does not have.");
        Skip.IfNot(TestProgram.TakesSignal(number), $"This process was started so that it and its children ignore SIG{signal}.");
        var run = await After(async p => (await p.Started()).Signal(signal), "wait-for-signal");
        Assert.Equal(RunStatus.Killed, run.Status);
    }

    [SkippableFact]
    public async Task A_program_that_takes_a_signal_as_a_request_ends_its_run_itself()
    {
        Skip.If(OperatingSystem.IsWindows(), "Signals are sent with 'kill', which Windows does not have.");
        var run = await After(async p => (await p.Started()).Signal("TERM"), "survive-signal");
        Assert.Equal((RunStatus.Finished, 101L), (run.Status, run.Metric("loss")!.Count));
    }

    [Fact]
    public async Task Ranks_of_one_training_write_into_one_run()
    {
        var programs = Enumerable.Range(0, 3).Select(rank => TestProgram.Start("rank", _folder.Path, _id.ToString(), $"{rank}", "2000")).ToArray();
        foreach (var program in programs)
        {
            await program.Ended();
            Assert.Equal(0, program.ExitCode);
            program.Dispose();
        }

        var reader = FileStore.Open(_folder.Path).Reader;
        var run = (await reader.GetRunAsync(_id))!;
        Assert.Equal(RunStatus.Finished, run.Status);
        var logged = run.Metrics.Where(m => !m.Key.StartsWith("system/", StringComparison.Ordinal)).ToList();
        Assert.Equal([2000L, 2000L, 2000L], logged.Select(m => m.Count));
        Assert.Equal(["rank=0", "rank=1", "rank=2"], logged.Select(m => m.Context.ToString()));
    }
}
