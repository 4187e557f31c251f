using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.Tests.Replication;

public sealed class LiveReplicationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TrackingClient Client(ScriptedTarget target, FakeTimeProvider? time = null) => Some.Client(o =>
    {
        o.Store = _folder.Path;
        o.Replicas.Add(target);
        o.Replication.TimeProvider = time ?? TimeProvider.System;
        o.Replication.Seed = 1;
    });

    [Fact]
    public async Task A_run_is_at_the_target_while_it_trains_and_ends_there_when_it_ends()
    {
        var target = new ScriptedTarget();
        await using var client = Client(target);
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1, 0);
        await run.FlushAsync();
        Assert.True(await client.SyncAsync());
        var kept = target.Runs["r-" + run.Id];
        Assert.Single(kept.Points);
        Assert.Equal(RunStatus.Running, kept.Status);
        await run.FinishAsync();
        Assert.True(await client.SyncAsync());
        Assert.Equal(RunStatus.Finished, kept.Status);
    }

    [Fact]
    public async Task Disposing_the_client_sends_the_rest()
    {
        var target = new ScriptedTarget();
        await using (var client = Client(target))
        {
            await using var run = client.StartRun("iris");
            for (var step = 0; step < 5000; step++)
            {
                run.LogMetric("loss", step, step);
            }
        }

        var kept = Assert.Single(target.Runs.Values);
        Assert.Equal(5000, kept.Points.Count);
        Assert.Equal(RunStatus.Finished, kept.Status);
    }

    [Fact]
    public async Task A_target_that_is_away_for_hours_gets_everything_when_it_is_back()
    {
        var time = new FakeTimeProvider(Some.Time);
        var target = new ScriptedTarget { Down = new ReplicationException("refused") { MayHaveArrived = false } };
        await using var client = Client(target, time);
        var run = client.StartRun("iris");
        for (var hour = 0; hour < 6; hour++)
        {
            run.LogMetric("loss", hour, hour);
            await run.FlushAsync();
            for (var minute = 0; minute < 60; minute++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        await run.FinishAsync();
        Assert.False(await client.SyncAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal(TroubleKind.ReplicaUnavailable, Assert.Single(client.Diagnostics.Troubles).First.Kind);
        target.Down = null;
        while (!await client.SyncAsync(TimeSpan.FromMinutes(2)))
        {
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var kept = Assert.Single(target.Runs.Values);
        Assert.Equal(Enumerable.Range(0, 6).Select(s => (long?)s), kept.Points.Select(p => p.Point.Step));
        Assert.Equal(RunStatus.Finished, kept.Status);
    }

    [Fact]
    public async Task A_program_whose_target_is_away_may_exit_at_once_and_a_later_sync_finishes()
    {
        var target = new ScriptedTarget { Down = new ReplicationException("refused") };
        await using (var client = Client(target, new FakeTimeProvider(Some.Time)))
        {
            await using var run = client.StartRun("iris");
            run.LogMetric("loss", 1, 0);
        }

        target.Down = null;
        await using var replicator = new Replicator(FileStore.Open(_folder.Path), [target]);
        Assert.True((await replicator.SyncAsync()).IsComplete);
        Assert.Single(Assert.Single(target.Runs.Values).Points);
    }

    [Fact]
    public async Task What_the_target_refuses_stands_in_the_runs_report()
    {
        var target = new ScriptedTarget { Refuses = r => r is ParamLogged };
        await using var client = Client(target);
        var run = client.StartRun("iris");
        run.LogParam("bad", 1);
        await run.FlushAsync();
        await client.SyncAsync();
        var report = await run.FinishAsync();
        Assert.Contains(report.Troubles, t => t.First.Kind == TroubleKind.ReplicaRefused);
    }

    [Fact]
    public void Replicas_need_a_store_in_a_folder() =>
        Assert.Throws<TrackingException>(() => Some.Client(o => o.Replicas.Add(new ScriptedTarget()), new InMemoryBackend()));

    [Fact]
    public void A_server_that_no_package_knows_is_named_with_the_package_to_add()
    {
        var error = Assert.Throws<TrackingException>(() => Some.Client(o => o.Store = "gopher://old"));
        Assert.Contains("ModelTracking.MLflow", error.Message, StringComparison.Ordinal);
    }
}
