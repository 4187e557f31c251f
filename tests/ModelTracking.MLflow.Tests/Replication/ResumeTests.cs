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
