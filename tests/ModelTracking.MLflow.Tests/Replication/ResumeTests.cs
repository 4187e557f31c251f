using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>A run that is taken up again after it was sent.</summary>
public class ResumeTests
{
    private static void Resume(World world, RunId id, Action<Run> log)
    {
        using var client = Some.Client(o => o.Store = world.Folder);
        using var run = client.ResumeRun(id);
        log(run);
    }

    [Fact]
    public async Task Points_that_it_replaces_stay_there_beside_the_new_ones()
    {
        await using var world = await World.OpenAsync(Mlflow.Stub.StoreKind.File);
        var id = world.Train(run =>
        {
            for (var step = 0; step < 10; step++)
            {
                run.LogMetric("loss", step, step);
            }
        });
        await world.SyncAsync();
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            using var run = client.ResumeRun(id, truncateAfterStep: 4);
            for (var step = 5; step < 10; step++)
            {
                run.LogMetric("loss", 100 + step, step);
            }
        }

        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 105, 106, 107, 108, 109], world.Run(id).Points("loss").Select(p => p.Value));

        // MLflow shows the last one of each step as the latest; here the replaced ones are gone.
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            Assert.Equal([0, 1, 2, 3, 4, 105, 106, 107, 108, 109], (await client.Reader.ReadPointsAsync(id, "loss")).Select(p => p.Value));
        }
    }

    [Fact]
    public async Task It_ends_there_when_it_ended_here_the_second_time()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run => run.LogMetric("loss", 1, 0));
        await world.SyncAsync();
        world.Run(id).EndTime = 1;
        Resume(world, id, run => run.LogMetric("loss", 2, 1));
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal("FINISHED", world.Run(id).Status);
        Assert.True(world.Run(id).EndTime > 1);
        var requests = world.Server.RequestCount;
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(requests, world.Server.RequestCount);
    }
}
