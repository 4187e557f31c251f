using System.Text.Json.Nodes;
using Mlflow.Stub;
using Mlflow.Stub.Faults;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>Which metrics tell of which logged model (MLflow 3).</summary>
public class ModelMetricTests
{
    private static RunId TrainWithCheckpoints(World world, string experiment = "iris")
    {
        var file = world.Scratch("m.onnx");
        File.WriteAllText(file, "weights");
        return world.Train(
            run =>
            {
                run.LogDataset("cars", new DatasetOptions { Digest = "abc", Source = "cars.csv", Context = "test" });
                var loss = run.Metric("loss");
                for (var step = 0; step < 4; step++)
                {
                    loss.Log(1.0 / (step + 1), step);
                    run.LogModel($"step{step}", file, new ModelOptions { Step = step });
                }

                run.LogMetric("accuracy", 0.5, null, "test");
                run.LogMetric("accuracy", 0.75, null, "test");
                run.LogMetric("odd", double.NaN, null, default);
                run.LogModel("final", file);
            },
            experiment: experiment);
    }

    private static string[] Linked(World world, string model) =>
        [.. world.Server.State.LoggedModels.Values.Single(m => m.Name == model).Metrics.Select(m => FormattableString.Invariant($"{m.Key}={m.Point.Value} at {m.Point.Step}"))];

    private static void AssertLinked(World world, RunId id)
    {
        Assert.Equal(["loss=0.3333333333333333 at 2"], Linked(world, "step2"));
        Assert.Equal(["loss=0.25 at 3"], Linked(world, "step3"));
        Assert.Equal(["test/accuracy=0.75 at 0"], Linked(world, "final"));
        Assert.Equal(4, world.Run(id).Points("loss").Count);
        Assert.Equal(2, world.Run(id).Points("test/accuracy").Count);
        Assert.Equal(0, world.Run(id).DuplicatePoints);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("default")]
    public async Task A_model_has_the_metrics_of_its_step_and_the_last_one_those_without_steps(string experiment)
    {
        await using var world = await World.OpenAsync();
        var id = TrainWithCheckpoints(world, experiment);
        Assert.True((await world.SyncAsync()).IsComplete);
        AssertLinked(world, id);
        var measured = Assert.Single(world.Server.State.LoggedModels.Values.Single(m => m.Name == "final").Metrics).Point;
        Assert.Equal(("cars", "abc"), measured.Dataset);
        using var mlflow = new MlflowClient(world.Options());
        var found = Assert.Single(await mlflow.LoggedModels.SearchAsync([world.Run(id).ExperimentId], "metrics.`test/accuracy` > 0.7").ToListAsync());
        Assert.Equal(("final", 0.75, "cars"), (found.Info.Name, found.Data.Metrics[0].Value, found.Data.Metrics[0].DatasetName));
    }

    [Fact]
    public async Task A_lost_answer_links_nothing_twice()
    {
        await using var counted = await World.OpenAsync();
        TrainWithCheckpoints(counted);
        await counted.SyncAsync();
        for (var request = counted.Server.RequestCount - 15; request <= counted.Server.RequestCount; request++)
        {
            await using var world = await World.OpenAsync();
            var id = TrainWithCheckpoints(world);
            world.Server.Faults.At(request, Fault.ResetAfter);
            await world.SyncUntilDoneAsync();
            AssertLinked(world, id);
        }
    }

    [Fact]
    public async Task A_store_of_files_would_keep_a_linked_point_twice_and_gets_none()
    {
        foreach (var experiment in new[] { "iris", "default" })
        {
            await using var world = await World.OpenAsync(StoreKind.File);
            var id = TrainWithCheckpoints(world, experiment);
            Assert.True((await world.SyncAsync()).IsComplete);
            Assert.All(world.Server.State.LoggedModels.Values, m => Assert.Empty(m.Metrics));
            Assert.Equal(4, world.Run(id).Points("loss").Count);
            Assert.Equal(0, world.Run(id).DuplicatePoints);
        }
    }

    [Fact]
    public async Task A_server_of_2_x_is_told_of_no_models()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Version = ServerVersion.V2_17 });
        var id = TrainWithCheckpoints(world);
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(4, world.Run(id).Points("loss").Count);
        Assert.DoesNotContain(world.Server.Requests, r => r.Text.Contains("\"model_id\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_metrics_are_linked_a_hundred_at_a_time()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        world.Train(run =>
        {
            for (var i = 0; i < 250; i++)
            {
                run.LogMetric($"m{i}", i);
            }

            run.LogModel("net", file);
        });
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(250, world.Server.State.LoggedModels.Values.Single().Metrics.Count);
        Assert.Equal([100, 100, 50], world.Server.Requests.Where(r => r.Text.Contains("\"model_id\"", StringComparison.Ordinal) && r.Path.EndsWith("log-batch", StringComparison.Ordinal)).Select(r => JsonNode.Parse(r.Text)!["metrics"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_run_ends_though_a_server_takes_no_links()
    {
        await using var world = await World.OpenAsync();
        var id = TrainWithCheckpoints(world);
        world.Server.Faults.Always("runs/log-batch", new Fault("no links", c =>
            c.SendAsync(c.Request.Text.Contains("\"model_id\"", StringComparison.Ordinal) ? new Mlflow.Stub.Http.Answer(500, "application/json", """{"error_code":"INTERNAL_ERROR","message":"no"}"""u8.ToArray()) : c.Handle())));
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal("FINISHED", world.Run(id).Status);
    }
}
