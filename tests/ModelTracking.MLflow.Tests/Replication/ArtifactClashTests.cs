using Mlflow.Stub.Faults;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>A server that keeps artifacts in folders cannot have a file and a folder of one name.</summary>
public class ArtifactClashTests
{
    [Theory]
    [InlineData("plot", "plot/1.png", "is a file there")]
    [InlineData("a/b/plot/1.png", "a/b/plot", "is a folder there")]
    public async Task What_cannot_lie_there_is_set_aside_with_the_reason_and_nothing_waits_for_it(string first, string second, string reason)
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run =>
        {
            run.LogText("one", first);
            run.FlushAsync().GetAwaiter().GetResult();
        });
        await world.SyncAsync();
        using (var client = Some.Client(o => o.Store = world.Folder))
        using (var run = client.ResumeRun(id))
        {
            run.LogText("two", second);
            run.LogText("three", "other.txt");
            run.LogMetric("loss", 0.5, 1);
        }

        var report = await world.SyncAsync();
        var replica = Assert.Single(report.Replicas);
        Assert.Equal((true, 1L), (replica.IsComplete, (long)replica.Quarantined));
        Assert.Equal(("one", null, "three"), (world.File(id, first), world.File(id, second), world.File(id, "other.txt")));
        Assert.Single(world.Run(id).Points("loss"));
        Assert.Contains(reason, File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(world.Folder, "replicas"), "*quarantine*", SearchOption.AllDirectories))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_has_no_such_reason_is_waited_for()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        world.Server.Faults.Always("mlflow-artifacts/artifacts", Fault.Html500);
        Assert.False((await world.SyncAsync()).IsComplete);
        world.Server.Faults.Clear();
        await world.SyncUntilDoneAsync();
        world.AssertTypicalRunOnce(id);
    }
}
