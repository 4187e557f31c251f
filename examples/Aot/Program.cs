// Tracks a run from a native program (no JIT, no reflection) and reads it back; published with Native AOT by CI.
// With the address of an MLflow server as second argument the run is sent there too, and read back from there.
using System.Text.Json.Serialization;
using ModelTracking;
using ModelTracking.MLflow;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

var store = args.Length > 0 ? args[0] : "mltrack";
var server = args.Length > 1 ? args[1] : null;
RunId id;
await using (var client = TrackingClient.Open(new TrackingOptions { Store = server ?? store, JournalFolder = store }))
{
    await using var run = client.StartRun("aot");
    id = run.Id;
    run.LogParams(new Settings(0.01, 10, new Optimizer("adam", 0.9)), SettingsJson.Default.Settings);
    var loss = run.Metric("loss", goal: MetricGoal.Minimize);
    for (var step = 0; step < 1000; step++)
    {
        loss.Log(1.0 / (step + 1), step);
    }

    run.LogText("hello", "notes.txt");
}

await using var reader = TrackingClient.Open(store);
var read = await reader.Reader.GetRunAsync(id);
var found = await reader.Runs.Where("min(metrics.loss) < 0.01 AND params.Epochs IN (10, 20) ORDER BY start_time").CountAsync();
var built = await reader.Runs.Where(Field.Metric("loss").Min < 0.01 & Field.Param("Epochs").In(10, 20)).CountAsync();
Console.WriteLine($"{read!.Status}: {read.Params.Count} params, {read.Metric("loss")!.Count} points, best {read.Metric("loss")!.Best}, {read.Artifacts.Count} artifact");
if (server is not null)
{
    using var mlflow = new MlflowClient(server);
    var points = await mlflow.Reader.ReadPointsAsync(id, "loss");
    Console.WriteLine($"{points.Count} points are on {server}");
    if (points.Count != 1000)
    {
        return 1;
    }
}

return read is { Status: RunStatus.Finished, Params.Count: 4 } && read.Metric("loss")!.Count == 1000 && found >= 1 && built == found ? 0 : 1;

internal sealed record Optimizer(string Name, double Momentum);

internal sealed record Settings(double Rate, int Epochs, Optimizer Optimizer);

[JsonSerializable(typeof(Settings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
