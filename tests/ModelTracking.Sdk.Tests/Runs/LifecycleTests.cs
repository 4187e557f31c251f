using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Tests.Runs;

public class LifecycleTests
{
    private readonly InMemoryBackend _memory = new();

    private async Task<RunSummary> Read(Run run) => (await _memory.GetRunAsync(run.Id))!;

    [Fact]
    public async Task A_run_without_a_name_gets_a_readable_one()
    {
        await using var client = Some.Client(_memory);
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]{3}$", client.StartRun("iris").Name);
    }

    [Fact]
    public async Task A_run_that_is_disposed_has_finished()
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        await run.DisposeAsync();
        await run.DisposeAsync();
        Assert.Equal(RunStatus.Finished, (await Read(run)).Status);
    }

    [Fact]
    public async Task A_run_that_is_disposed_by_an_exception_has_failed_and_knows_it()
    {
        await using var client = Some.Client(_memory);
        Run? run = null;
        void Train()
        {
            using (run = client.StartRun("iris"))
            {
                throw new InvalidOperationException("loss is not a number");
            }
        }

        Assert.Throws<InvalidOperationException>(Train);
        var read = await Read(run!);
        Assert.Equal(RunStatus.Failed, read.Status);
        Assert.Equal("System.InvalidOperationException: loss is not a number", read.Error);
        Assert.Contains(nameof(Train), read.ErrorDetails, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_inside_a_catch_block_is_not_taken_for_failed()
    {
        await using var client = Some.Client(_memory);
        Run? run = null;
        try
        {
            throw new InvalidOperationException("handled");
        }
        catch (InvalidOperationException)
        {
            using (run = client.StartRun("iris"))
            {
                run.LogMetric("loss", 1);
            }
        }

        Assert.Equal(RunStatus.Finished, (await Read(run)).Status);
    }

    [Fact]
    public async Task A_tracked_scope_ends_as_failed_and_passes_the_exception_on()
    {
        await using var client = Some.Client(_memory);
        Run? run = null;
        await Assert.ThrowsAsync<DivideByZeroException>(() => client.TrackAsync("iris", async r =>
        {
            run = r;
            await Task.Yield();
            throw new DivideByZeroException();
        }));
        Assert.Equal((RunStatus.Failed, true), ((await Read(run!)).Status, (await Read(run!)).Error!.Contains("DivideByZero", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_tracked_scope_ends_as_finished_when_nothing_happens()
    {
        using var client = Some.Client(_memory);
        Run? run = null;
        client.Track("iris", r => run = r);
        Assert.True(run!.HasEnded);
    }

    [Fact]
    public async Task Disposing_the_client_ends_open_runs_and_stores_everything()
    {
        var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1);
        run.LogText("hello", "notes.txt");
        await client.DisposeAsync();
        var read = await Read(run);
        Assert.Equal((RunStatus.Finished, 1, 1), (read.Status, read.Metrics.Count, read.Artifacts.Count));
        Assert.Throws<ObjectDisposedException>(() => client.StartRun("iris"));
    }

    [Fact]
    public async Task A_nested_run_knows_its_parent_and_shares_its_experiment()
    {
        await using var client = Some.Client(_memory);
        using var parent = client.StartRun("sweep");
        using var child = client.StartRun(parent, new RunOptions { Name = "trial 1" });
        await child.FinishAsync();
        var read = await Read(child);
        Assert.Equal((parent.Id, "sweep", "trial 1"), (read.ParentId!.Value, read.Experiment, read.Name));
    }

    [Fact]
    public async Task A_resumed_run_replaces_points_that_are_logged_again_and_keeps_the_rest()
    {
        await using var client = Some.Client(_memory);
        var first = client.StartRun("iris");
        for (var step = 1; step <= 5; step++)
        {
            first.LogMetric("loss", step, step);
        }

        await first.FailAsync(new IOException("lost the node"));
        var again = client.ResumeRun(first.Id);
        again.LogMetric("loss", 40, 4);
        again.LogMetric("loss", 60, 6);
        again.LogMetric("loss", 10, 1);
        await again.FinishAsync();

        var points = await _memory.ReadPointsAsync(first.Id, "loss");
        Assert.Equal([(1, 10), (2, 2), (3, 3), (4, 40), (5, 5), (6, 60)], points.Select(p => ((int)p.Step!, (int)p.Value)));
        Assert.Equal((RunStatus.Finished, 6), ((await Read(again)).Status, (int)(await Read(again)).Metric("loss")!.Count));
    }

    [Fact]
    public async Task A_resumed_run_can_be_truncated_to_the_step_of_its_checkpoint()
    {
        await using var client = Some.Client(_memory);
        var first = client.StartRun("iris");
        first.LogMetric("note", 1);
        for (var step = 1; step <= 5; step++)
        {
            first.LogMetric("loss", step, step);
        }

        await first.FinishAsync();
        var again = client.ResumeRun(first.Id, truncateAfterStep: 3);
        again.LogMetric("loss", 40, 4);
        await again.FinishAsync();
        Assert.Equal([1, 2, 3, 40], (await _memory.ReadPointsAsync(first.Id, "loss")).Select(p => p.Value));
        Assert.Single(await _memory.ReadPointsAsync(first.Id, "note"));
    }

    [Fact]
    public async Task A_resumed_run_still_knows_its_params()
    {
        await using var client = Some.Client(_memory);
        var first = client.StartRun("iris");
        first.LogParam("lr", 0.1);
        await first.FinishAsync();
        var again = client.ResumeRun(first.Id);
        again.LogParam("lr", 0.2);
        await again.FinishAsync();
        Assert.Equal(ParamValue.Of(0.1), (await Read(again)).Param("lr"));
    }

    [Fact]
    public void Resuming_a_run_that_is_not_there_says_what_to_do()
    {
        using var client = Some.Client(_memory);
        var exception = Assert.Throws<TrackingException>(() => client.ResumeRun(RunId.New()));
        Assert.Contains("modeltracking runs", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_has_what_its_source_had_up_to_the_step()
    {
        await using var client = Some.Client(_memory);
        var source = client.StartRun("iris");
        source.LogParam("lr", 0.1);
        source.SetTag("team", "a");
        for (var step = 1; step <= 5; step++)
        {
            source.LogMetric("loss", step, step, "train");
        }

        await source.FinishAsync();
        var fork = client.ForkRun(source.Id, atStep: 3);
        fork.LogMetric("loss", 99, 4, "train");
        await fork.FinishAsync();

        var read = await Read(fork);
        Assert.Equal((source.Id, 3L), (read.ForkedFrom!.Value, read.ForkStep!.Value));
        Assert.Equal(ParamValue.Of(0.1), read.Param("lr"));
        Assert.Equal("a", read.Tags["team"]);
        Assert.Equal([1, 2, 3, 99], (await _memory.ReadPointsAsync(fork.Id, new MetricKey("loss", "train"))).Select(p => p.Value));
        Assert.Equal(5, (await _memory.ReadPointsAsync(source.Id, new MetricKey("loss", "train"))).Count);
    }

    [Fact]
    public async Task Several_backends_get_the_same()
    {
        var second = new InMemoryBackend();
        await using var client = Some.Client(_memory, second);
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1, 1);
        run.LogText("hello", "notes.txt");
        await run.FinishAsync();
        Assert.Equal(RunStatus.Finished, (await second.GetRunAsync(run.Id))!.Status);
        using var text = new StreamReader(await second.OpenArtifactAsync(run.Id, "notes.txt"));
        Assert.Equal("hello", await text.ReadToEndAsync());
    }
}
