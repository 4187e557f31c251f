using Mlflow.Stub;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>File stores keep each key as a file: what cannot be a file there gets another name, and nothing waits for it or doubles.</summary>
public class FileStoreTests
{
    private static void LogBoth(Run run)
    {
        run.LogParam("opt", "adam");
        run.LogParam("opt/beta", 0.9);
        run.SetTag("team/lead", "ann");
        run.SetTag("team", "cv");
        for (var step = 0; step < 1500; step++)
        {
            run.LogMetric("loss", 1.0 / (step + 1), step);
            run.LogMetric("loss/train", 2.0 / (step + 1), step);
        }
    }

    [Fact]
    public async Task A_key_below_another_gets_a_name_without_slashes_and_each_point_is_there_once()
    {
        await using var world = await World.OpenAsync(StoreKind.File);
        var id = world.Train(LogBoth);
        var report = await world.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.All(report.Replicas, r => Assert.Equal(0, r.Quarantined));
        var run = world.Run(id);
        var below = Assert.Single(run.Metrics.Keys, k => k.StartsWith("loss_train-", StringComparison.Ordinal));
        Assert.Equal(1500, run.Points("loss").Count);
        Assert.Equal(1500, run.Points(below).Count);
        Assert.Equal(0, run.DuplicatePoints);
        Assert.Equal("adam", run.Params["opt"]);
        Assert.Equal("0.9", run.Params.Single(p => p.Key.StartsWith("opt_beta-", StringComparison.Ordinal)).Value);
        Assert.Equal("ann", run.Tags["team/lead"]);
        Assert.Equal("cv", run.Tags.Single(t => t.Key.StartsWith("team-", StringComparison.Ordinal)).Value);
        Assert.Equal("FINISHED", run.Status);
    }

    [Fact]
    public async Task A_later_process_finds_the_same_names_again()
    {
        await using var world = await World.OpenAsync(StoreKind.File);
        var id = world.Train(LogBoth);
        await world.SyncAsync();
        var keys = world.Run(id).Metrics.Keys.Order().ToArray();
        Directory.Delete(Path.Combine(world.Folder, "replicas"), recursive: true);
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(keys, world.Run(id).Metrics.Keys.Order());
        Assert.Equal(0, world.Run(id).DuplicatePoints);
    }

    [Fact]
    public async Task A_database_keeps_both_keys_as_they_are()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(LogBoth);
        await world.SyncAsync();
        Assert.Equal(1500, world.Run(id).Points("loss/train").Count);
        Assert.Equal("0.9", world.Run(id).Params["opt/beta"]);
    }

    [Fact]
    public async Task A_name_too_long_for_a_file_is_set_aside_and_the_rest_is_there_once()
    {
        await using var world = await World.OpenAsync(StoreKind.File);
        var id = world.Train(run =>
        {
            for (var step = 0; step < 300; step++)
            {
                run.LogMetric("loss", step, step);
                run.LogMetric(new string('ü', 200), step, step);
                run.LogMetric("accuracy", step, step);
            }
        });
        var report = await world.SyncAsync();
        Assert.All(report.Replicas, r => Assert.True(r.IsComplete));
        Assert.Equal(300, world.Run(id).Points("loss").Count);
        Assert.Equal(300, world.Run(id).Points("accuracy").Count);
        Assert.Equal(0, world.Run(id).DuplicatePoints);
        Assert.Contains(world.Diagnostics.Troubles, t => t.First.Message.Contains("File name too long", StringComparison.Ordinal));
    }
}
