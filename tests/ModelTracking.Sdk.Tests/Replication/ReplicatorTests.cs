using System.Text;
using ModelTracking.Backends;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.Tests.Replication;

public sealed class ReplicatorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunId Train(int points = 2500, string? artifact = "weights", Action<Run>? also = null, RunOptions? options = null)
    {
        using var client = Some.Client(o => o.Store = _folder.Path);
        using var run = client.StartRun("iris", options);
        run.LogParam("lr", 0.1);
        var loss = run.Metric("loss");
        for (var step = 0; step < points; step++)
        {
            loss.Log(1.0 / (step + 1), step);
        }

        if (artifact is not null)
        {
            run.LogText(artifact, "model/weights.txt");
        }

        also?.Invoke(run);
        return run.Id;
    }

    private Replicator Replicator(ScriptedTarget target, TimeProvider? time = null) =>
        new(FileStore.Open(_folder.Path), [target], new ReplicationOptions { TimeProvider = time ?? TimeProvider.System, Seed = 1, Patience = TimeSpan.Zero, FirstRetryDelay = TimeSpan.FromSeconds(1) });

    private async Task<SyncReport> Sync(ScriptedTarget target)
    {
        await using var replicator = Replicator(target);
        return await replicator.SyncAsync();
    }

    private static void AssertEachPointOnce(ScriptedTarget target, RunId run, int points = 2500)
    {
        var kept = target.Runs["r-" + run];
        Assert.Equal(Enumerable.Range(0, points).Select(s => (long?)s), kept.Points.Select(p => p.Point.Step).Order());
        Assert.Equal("0.1", kept.Params["lr"]);
        Assert.Equal(RunStatus.Finished, kept.Status);
    }

    [Fact]
    public async Task A_finished_run_is_sent_whole_in_full_batches()
    {
        var run = Train();
        var target = new ScriptedTarget();
        var report = await Sync(target);
        Assert.True(report.IsComplete);
        AssertEachPointOnce(target, run);
        Assert.Equal("weights", Encoding.UTF8.GetString(target.Runs["r-" + run].Files["model/weights.txt"]));
        Assert.Equal([1000, 1000, 501], target.Batches.Select(b => b.Items));
    }

    [Fact]
    public async Task Syncing_again_asks_the_target_nothing()
    {
        Train();
        var target = new ScriptedTarget();
        await Sync(target);
        var calls = target.Calls;
        Assert.True((await Sync(target)).IsComplete);
        Assert.Equal(calls, target.Calls);
    }

    [Fact]
    public async Task What_is_logged_later_is_all_that_is_sent_later()
    {
        var run = Train();
        var target = new ScriptedTarget();
        await Sync(target);
        using (var client = Some.Client(o => o.Store = _folder.Path))
        {
            using var again = client.ResumeRun(run);
            again.LogMetric("loss", 0, 2500);
        }

        target.Batches.Clear();
        Assert.True((await Sync(target)).IsComplete);
        Assert.Equal(1, target.Batches.Sum(b => b.Points));
        AssertEachPointOnce(target, run, 2501);
    }

    [Fact]
    public async Task A_lost_answer_doubles_no_point()
    {
        var run = Train();
        var target = new ScriptedTarget { LosesNextAnswer = true };
        Assert.False((await Sync(target)).IsComplete);
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_failure_at_any_request_is_made_good_by_the_next_sync(int request)
    {
        var run = Train();
        var target = new ScriptedTarget();
        target.Next([.. Enumerable.Repeat<Exception?>(null, request), new ReplicationException("down")]);
        Assert.False((await Sync(target)).IsComplete);
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
    }

    [Fact]
    public async Task A_process_killed_between_request_and_cursor_doubles_no_point()
    {
        var run = Train();
        var target = new ScriptedTarget();
        var cursor = Path.Combine(_folder.Path, "replicas");
        target.Next(null, null, new ReplicationException("killed here") { MayHaveArrived = false });
        await Sync(target);
        var file = Directory.GetFiles(cursor, run + ".json", SearchOption.AllDirectories).Single();
        var before = await File.ReadAllTextAsync(file);
        await Sync(target);
        AssertEachPointOnce(target, run);

        // As if the process had died before it wrote any of the cursors since.
        await File.WriteAllTextAsync(file, before.Replace("\"isOpen\":false", "\"isOpen\":true", StringComparison.Ordinal));
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
    }

    [Fact]
    public async Task A_lost_cursor_doubles_no_point()
    {
        var run = Train();
        var target = new ScriptedTarget();
        await Sync(target);
        Directory.Delete(Path.Combine(_folder.Path, "replicas"), recursive: true);
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
    }

    [Fact]
    public async Task A_run_that_the_target_forgot_is_made_anew()
    {
        var run = Train();
        var target = new ScriptedTarget();
        target.Next(null, null, new ReplicationException(ReplicationFault.RunGone, "gone"));
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
        Assert.Single(target.Runs["r-" + run].Files);
    }

    [Fact]
    public async Task A_target_that_finds_batches_too_large_gets_smaller_ones()
    {
        var run = Train();
        var target = new ScriptedTarget { MostItems = 300 };
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run);
        Assert.All(target.Batches, b => Assert.InRange(b.Items, 1, 300));
    }

    [Fact]
    public async Task A_poisoned_point_is_set_aside_with_the_targets_words_and_the_rest_goes_on()
    {
        var run = Train();
        var target = new ScriptedTarget { Refuses = r => r is MetricsLogged m && m.Points.ToArray().Any(p => p.Step == 777) };
        var report = await Sync(target);
        Assert.False(report.IsComplete);
        var status = Assert.Single(report.Replicas);
        Assert.Equal((1, 0), (status.Quarantined, status.Lag));
        Assert.Equal(2499, target.Runs["r-" + run].Points.Count);
        var kept = Assert.Single(Replicas.Of(FileStore.Open(_folder.Path)).Quarantine(run, target.Name));
        Assert.Equal("bad record", kept.Reason);
        Assert.Equal(777, kept.Record.GetProperty("step").GetInt64());
    }

    [Fact]
    public async Task A_target_that_does_not_let_us_in_stops_the_sync_at_once()
    {
        Train();
        var target = new ScriptedTarget { Down = new ReplicationException(ReplicationFault.Unauthorized, "set a token") };
        var report = await Sync(target);
        Assert.Equal("memory://target: set a token", Assert.Single(report.Problems));
        Assert.Equal(1, target.Calls);
    }

    [Fact]
    public async Task A_run_that_another_process_sends_is_left_to_it()
    {
        var run = Train();
        var target = new ScriptedTarget();
        using var held = ReplicaFiles.Of(_folder.Path, target.Name).TryLock(run);
        Assert.NotNull(held);
        Assert.Equal(1, (await Sync(target)).Busy);
        Assert.Empty(target.Batches);
    }

    [Fact]
    public async Task A_nested_run_names_its_parent_at_the_target()
    {
        var parent = Train(1);
        var child = Train(1, options: new RunOptions { ParentId = parent });
        var target = new ScriptedTarget();
        await using (var replicator = Replicator(target))
        {
            await replicator.SyncAsync([child]);
        }

        Assert.Equal("r-" + parent, target.Runs["r-" + child].Parent);
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, parent, 1);
    }

    [Fact]
    public async Task Two_targets_have_cursors_of_their_own()
    {
        var run = Train();
        var good = new ScriptedTarget();
        var bad = new ScriptedTarget { Name = "memory://other", Down = new ReplicationException("down") };
        await using (var replicator = new Replicator(FileStore.Open(_folder.Path), [good, bad], new ReplicationOptions { Patience = TimeSpan.Zero }))
        {
            Assert.False((await replicator.SyncAsync()).IsComplete);
        }

        AssertEachPointOnce(good, run);
        bad.Down = null;
        Assert.True((await Sync(bad)).IsComplete);
        AssertEachPointOnce(bad, run);
        Assert.All(await Replicas.Of(FileStore.Open(_folder.Path)).ListAsync(), r => Assert.True(r.IsComplete));
    }

    [Fact]
    public async Task An_artifact_whose_bytes_are_gone_is_set_aside()
    {
        var run = Train(1);
        Directory.Delete(_folder["objects"], recursive: true);
        var target = new ScriptedTarget();
        var report = await Sync(target);
        Assert.Equal(1, Assert.Single(report.Replicas).Quarantined);
        Assert.Equal(RunStatus.Finished, target.Runs["r-" + run].Status);
    }

    [Fact]
    public async Task Params_and_points_are_cut_where_the_target_says()
    {
        var run = Train(10, also: r =>
        {
            for (var i = 0; i < 250; i++)
            {
                r.LogParam($"p{i}", i);
            }
        });
        var target = new ScriptedTarget { Limits = new ReplicationLimits { Points = 4, Params = 100, Items = 100 } };
        Assert.True((await Sync(target)).IsComplete);
        AssertEachPointOnce(target, run, 10);
        Assert.Equal(251, target.Runs["r-" + run].Params.Count);
        Assert.All(target.Batches, b => Assert.True(b.Points <= 4 && b.Items <= 100));
    }
}
