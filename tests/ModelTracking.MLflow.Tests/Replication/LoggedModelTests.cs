using Mlflow.Stub;
using Mlflow.Stub.Faults;
using Mlflow.Stub.State;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>Since MLflow 3 a model is an entity of its own, beside the files of its run.</summary>
public class LoggedModelTests
{
    private static RunId Train(World world, Action<Run>? also = null)
    {
        var file = world.Scratch("m.onnx");
        File.WriteAllText(file, "weights");
        return world.Train(run =>
        {
            run.LogParam("lr", 0.1);
            run.LogModel("net.v1", file, new ModelOptions { Step = 3, Inputs = { new ColumnSpec("x", "double") } });
            also?.Invoke(run);
        });
    }

    private static string? FileOf(World world, LoggedModel model, string path) =>
        world.Server.State.Artifacts.Find($"{model.ArtifactUri["mlflow-artifacts:/".Length..]}/{path}") is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    private static void AssertOnce(World world, RunId id)
    {
        var model = Assert.Single(world.Server.State.LoggedModels.Values);
        Assert.Equal(("net_v1", "LOGGED_MODEL_READY", world.Run(id).Id, "0.1"), (model.Name, model.Status, model.SourceRunId, model.Params["lr"]));
        Assert.Equal("weights", FileOf(world, model, "m.onnx"));
        Assert.Contains($"model_id: \"{model.Id}\"", FileOf(world, model, "MLmodel"), StringComparison.Ordinal);
        Assert.Equal((model.Id, 3), Assert.Single(world.Run(id).ModelOutputs));
        Assert.Equal("weights", world.File(id, "models/net.v1/step-3/m.onnx"));
        Assert.Contains("signature:", world.File(id, "models/net.v1/step-3/MLmodel"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task A_model_of_a_run_is_a_logged_model_that_is_ready_and_linked(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        var id = Train(world);
        Assert.True((await world.SyncAsync()).IsComplete);
        AssertOnce(world, id);
    }

    [Theory]
    [InlineData("reset after")]
    [InlineData("html 500")]
    public async Task A_fault_at_every_request_boundary_makes_one_logged_model(string fault)
    {
        await using var counted = await World.OpenAsync();
        Train(counted);
        await counted.SyncAsync();
        for (var request = 1; request <= counted.Server.RequestCount; request++)
        {
            await using var world = await World.OpenAsync();
            var id = Train(world);
            world.Server.Faults.At(request, fault == "html 500" ? Fault.Html500 : Fault.ResetAfter);
            await world.SyncUntilDoneAsync();
            AssertOnce(world, id);
        }
    }

    [Fact]
    public async Task A_server_of_2_x_keeps_it_as_files_of_the_run_and_is_asked_once()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Version = ServerVersion.V2_17 });
        var id = Train(world, run => run.LogModel("second", world.Scratch("m.onnx")));
        var report = await world.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.Equal((0, 0), (Assert.Single(report.Replicas).Quarantined, report.Replicas[0].Adjusted));
        Assert.Equal("weights", world.File(id, "models/net.v1/step-3/m.onnx"));
        Assert.Contains("models/second", world.Run(id).Tags["mlflow.log-model.history"], StringComparison.Ordinal);
        Assert.Single(world.Server.Requests, r => r.Path.Contains("logged-models", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_does_not_understand_the_filter_has_it_once_all_the_same()
    {
        await using var world = await World.OpenAsync();
        var id = Train(world);
        world.Server.Faults.Always("logged-models/search", new Fault("no filters", c =>
            c.SendAsync(c.Request.Text.Contains("\"filter\"", StringComparison.Ordinal) ? new Mlflow.Stub.Http.Answer(400, "application/json", """{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid filter string"}"""u8.ToArray()) : c.Handle())))
            .On("runs/outputs", Fault.ResetBefore, 1, 4);
        await world.SyncUntilDoneAsync();
        AssertOnce(world, id);
    }

    [Fact]
    public async Task Who_wants_no_second_copy_says_so()
    {
        await using var world = await World.OpenAsync();
        Train(world);
        var options = world.Options();
        options.LoggedModels = false;
        Assert.True((await world.SyncAsync(options)).IsComplete);
        Assert.Empty(world.Server.State.LoggedModels);
    }

    [Fact]
    public async Task Hundreds_of_params_go_with_the_model()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        world.Train(run =>
        {
            for (var i = 0; i < 250; i++)
            {
                run.LogParam($"p{i}", i);
            }

            run.LogModel("net", file);
        });
        await world.SyncAsync();
        Assert.Equal(250, world.Server.State.LoggedModels.Values.Single().Params.Count);
    }

    [Fact]
    public async Task The_client_makes_fills_finds_and_deletes_them()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        var model = await mlflow.LoggedModels.CreateAsync("0", "net", run, "agent", new Dictionary<string, string> { ["a"] = "1" }, new Dictionary<string, string> { ["t"] = "1" });
        Assert.False(model.Info.IsReady);
        var file = world.Scratch("w.txt");
        await File.WriteAllTextAsync(file, "weights");
        await mlflow.LoggedModels.UploadAsync(model, file);
        await mlflow.LoggedModels.LogParamsAsync(model.Info.ModelId, new Dictionary<string, string> { ["b"] = "2" });
        await mlflow.LoggedModels.SetTagsAsync(model.Info.ModelId, new Dictionary<string, string> { ["u"] = "2" });
        await mlflow.LoggedModels.DeleteTagAsync(model.Info.ModelId, "t");
        await mlflow.LoggedModels.DeleteTagAsync(model.Info.ModelId, "t");
        await mlflow.LoggedModels.FinishAsync(model.Info.ModelId);
        await mlflow.Runs.LogOutputsAsync(run, [new MlflowModelOutput(model.Info.ModelId, 7)]);
        await mlflow.Runs.LogModelInputsAsync(run, [new MlflowModelInput(model.Info.ModelId)]);
        var found = Assert.Single(await mlflow.LoggedModels.SearchAsync(["0"], "name = 'net'", "-creation_timestamp").ToListAsync());
        Assert.True(found.Info.IsReady);
        Assert.Equal(["a", "b"], found.Data.Params.Select(p => p.Key).Order());
        Assert.Equal(["u"], found.Info.Tags.Select(t => t.Key));
        using var reader = new StreamReader(await mlflow.LoggedModels.OpenReadAsync(found, "w.txt"));
        Assert.Equal("weights", await reader.ReadToEndAsync());
        Assert.Equal(7, Assert.Single((await mlflow.Runs.FindAsync(run))!.Outputs!.ModelOutputs).Step);
        Assert.Single((await mlflow.Runs.FindAsync(run))!.Inputs!.ModelInputs);
        await mlflow.LoggedModels.DeleteAsync(model.Info.ModelId);
        Assert.Null(await mlflow.LoggedModels.FindAsync(model.Info.ModelId));
    }
}
