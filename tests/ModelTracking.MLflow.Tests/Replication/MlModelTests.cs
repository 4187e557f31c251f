using ModelTracking.Records;
using YamlDotNet.RepresentationModel;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>The <c>MLmodel</c> file, by which MLflow shows and loads a model.</summary>
public class MlModelTests
{
    private static RunId Train(World world, string file, Action<ModelOptions>? also = null)
    {
        var path = world.Scratch(file);
        File.WriteAllText(path, "weights");
        var options = new ModelOptions { Inputs = { new ColumnSpec("x", "Single") }, Outputs = { new ColumnSpec("image", "Single") { Shape = [-1, 3, 8] } }, InputExample = [[0.5f]] };
        also?.Invoke(options);
        return world.Train(run => run.LogModel("net", path, options));
    }

    private static YamlMappingNode Read(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string? Text(YamlNode node, params string[] path) => ((YamlScalarNode)path.Aggregate(node, (n, k) => n[k])).Value;

    [Fact]
    public async Task MLflow_can_load_an_ONNX_model_by_it()
    {
        await using var world = await World.OpenAsync();
        var id = Train(world, "m.onnx", o => o.Metadata["producer"] = "a \"test\": ü");
        Assert.True((await world.SyncAsync()).IsComplete);
        var file = Read(world.File(id, "models/net/MLmodel")!);
        Assert.Equal("m.onnx", Text(file, "flavors", "onnx", "data"));
        Assert.Equal("a \"test\": ü", Text(file, "flavors", "onnx", "producer"));
        Assert.Equal(["CUDAExecutionProvider", "CPUExecutionProvider"], ((YamlSequenceNode)file["flavors"]["onnx"]["providers"]).Select(p => ((YamlScalarNode)p).Value));
        Assert.Equal("null", Text(file, "flavors", "onnx", "onnx_session_options"));
        Assert.Equal(("mlflow.onnx", "m.onnx"), (Text(file, "flavors", "python_function", "loader_module"), Text(file, "flavors", "python_function", "data")));
        Assert.Equal(world.Run(id).Id, Text(file, "run_id"));
        Assert.Matches("^[0-9a-f]{32}$", Text(file, "model_uuid"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$", Text(file, "utc_time_created"));
        Assert.Equal(7 + world.File(id, "models/net/input_example.json")!.Length, int.Parse(Text(file, "model_size_bytes")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("""[{"type":"float","name":"x","required":true}]""", Text(file, "signature", "inputs"));
        Assert.Equal("""[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,3,8]},"name":"image"}]""", Text(file, "signature", "outputs"));
        Assert.Equal(("input_example.json", "split", "dataframe"), (Text(file, "saved_input_example_info", "artifact_path"), Text(file, "saved_input_example_info", "pandas_orient"), Text(file, "saved_input_example_info", "type")));
        Assert.StartsWith("{\"columns\":[\"x\"],\"data\":[[0.5]]", world.File(id, "models/net/input_example.json")!.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_another_model_it_says_what_can_load_it()
    {
        await using var world = await World.OpenAsync();
        var id = Train(world, "m.dat");
        Assert.True((await world.SyncAsync()).IsComplete);
        var flavors = (YamlMappingNode)Read(world.File(id, "models/net/MLmodel")!)["flavors"];
        Assert.Equal("torch", ((YamlScalarNode)Assert.Single(flavors.Children).Key).Value);
        Assert.Equal("net", Text(flavors, "torch", "name"));
    }

    [Fact]
    public async Task One_that_came_with_the_model_is_kept()
    {
        await using var world = await World.OpenAsync();
        Directory.CreateDirectory(world.Scratch("saved"));
        await File.WriteAllTextAsync(Path.Combine(world.Scratch("saved"), "MLmodel"), "flavors: {sklearn: {}}\n");
        var id = world.Train(run => run.LogModel("net", world.Scratch("saved"), new ModelOptions { Flavor = "sklearn" }));
        await world.SyncUntilDoneAsync();
        Assert.Equal("flavors: {sklearn: {}}\n", world.File(id, "models/net/MLmodel"));
        var model = Assert.Single(world.Server.State.LoggedModels.Values);
        Assert.Equal("flavors: {sklearn: {}}\n"u8.ToArray(), world.Server.State.Artifacts.Find($"{model.ArtifactUri["mlflow-artifacts:/".Length..]}/MLmodel"));
    }
}
