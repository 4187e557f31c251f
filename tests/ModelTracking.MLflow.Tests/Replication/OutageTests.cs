using Microsoft.Extensions.Time.Testing;
using ModelTracking.MLflow.Replication;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>A server that is away for hours while a training goes on; the hours pass in no time.</summary>
public class OutageTests
{
    [Fact]
    public async Task A_connection_that_is_refused_for_hours_costs_the_training_nothing_and_all_arrives_once_afterwards()
    {
        await using var world = await World.OpenAsync(Mlflow.Stub.StoreKind.File);
        await world.Server.GoAwayAsync();
        var time = new FakeTimeProvider(Some.Time);
        var options = world.Options();
        options.TimeProvider = time;
        await using var client = Some.Client(o =>
        {
            o.Store = world.Folder;
            o.Replication.TimeProvider = time;
            o.Replication.Seed = 1;
            o.Replicas.Add(new MlflowTarget(options));
        });
        var run = client.StartRun("iris");
        for (var hour = 0; hour < 8; hour++)
        {
            for (var step = 0; step < 100; step++)
            {
                run.LogMetric("loss", step, (hour * 100) + step);
            }

            await run.FlushAsync();
            for (var minute = 0; minute < 60; minute++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        run.LogText("done", "notes.txt");
        var report = await run.FinishAsync();
        Assert.Equal(0, world.Server.RequestCount);
        Assert.Equal(0, report.Dropped);
        await world.Server.ComeBackAsync();
        while (!await client.SyncAsync(TimeSpan.FromMinutes(2)))
        {
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(Enumerable.Range(0, 800).Select(s => (long)s), world.Run(run.Id).Points("loss").Select(p => p.Step));
        Assert.Equal(("FINISHED", "done"), (world.Run(run.Id).Status, world.File(run.Id, "notes.txt")));
        Assert.Single(world.Server.State.Runs);
    }
}
