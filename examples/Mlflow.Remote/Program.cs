// Tracks a training on an MLflow server and reads it back with the client of this package:
//   dotnet run --project examples/Mlflow.Remote http://localhost:5000
// Without an address a stand-in for a server is started in this process. Credentials come from MLflow's own environment variables.
using Mlflow.Stub;
using ModelTracking;
using ModelTracking.MLflow;
using ModelTracking.Records;

await using var stub = args.Length > 0 ? null : await MlflowStub.StartAsync();
var server = args.Length > 0 ? args[0] : stub!.Address.ToString();
Console.WriteLine(stub is null ? $"Server: {server}" : $"Server: a stand-in at {server}");

var id = await TrainAsync(server);
using var mlflow = new MlflowClient(server);
var remote = await mlflow.Reader.GetRunAsync(id) ?? throw new InvalidOperationException("The run is not on the server.");
Console.WriteLine($"{remote.Name}: {remote.Status}, {remote.Params.Count} params, loss {remote.Metric("loss")!.Last:0.####} at step {remote.Metric("loss")!.LastStep}");
Console.WriteLine($"artifacts: {string.Join(", ", remote.Artifacts.Select(a => a.Path).Where(p => p.StartsWith("models/", StringComparison.Ordinal)))}");
var points = await mlflow.Reader.ReadPointsAsync(id, "loss");
Console.WriteLine($"{points.Count} points came back, {points.Select(p => p.Step).Distinct().Count()} different steps");

var experiment = await mlflow.Experiments.FindByNameAsync("line");
await foreach (var found in mlflow.Runs.SearchAsync([experiment!.ExperimentId], "metrics.loss < 0.01 AND params.rate = '0.05'"))
{
    Console.WriteLine($"found by search: {found.Info.RunName}");
}

return points.Count == 500 && points.Select(p => p.Step).Distinct().Count() == 500 && remote.Status == RunStatus.Finished ? 0 : 1;

static async Task<RunId> TrainAsync(string server)
{
    await using var client = TrackingClient.Open(server);
    await using var run = client.StartRun("line", new RunOptions { Name = "gradient-descent" });
    run.LogParam("rate", 0.05);
    run.SetTag("team", "examples");
    var loss = run.Metric("loss");

    // A line through noise-free points: y = 3 x + 1.
    var (slope, offset) = (0.0, 0.0);
    for (var step = 0; step < 500; step++)
    {
        var (error, bySlope, byOffset) = (0.0, 0.0, 0.0);
        for (var x = -1.0; x <= 1; x += 0.1)
        {
            var difference = (slope * x) + offset - ((3 * x) + 1);
            error += difference * difference / 21;
            bySlope += 2 * difference * x / 21;
            byOffset += 2 * difference / 21;
        }

        loss.Log(error, step);
        slope -= 0.05 * bySlope;
        offset -= 0.05 * byOffset;
    }

    var file = Path.Combine(Path.GetTempPath(), $"line-{run.Id}.txt");
    await File.WriteAllTextAsync(file, $"{slope} {offset}");
    run.LogModel("line", file, new ModelOptions { Flavor = "line", Inputs = { new ColumnSpec("x", "double") }, Outputs = { new ColumnSpec("y", "double") } });
    await run.FlushAsync();
    File.Delete(file);
    return run.Id;
}
