// Tracks a training in a workspace of Azure Machine Learning and reads it back:
//   dotnet run --project examples/AzureML.Remote azureml://REGION.api.azureml.ms/mlflow/v1.0/subscriptions/...
// (the workspace's property 'mlflow_tracking_uri'). You are signed in with 'az login', or in any other way that DefaultAzureCredential knows;
// inside a job there is nothing to give at all. Without an address a stand-in for a workspace is started in this process.
using AzureML.Stub;
using Mlflow.Stub;
using ModelTracking;
using ModelTracking.AzureML;
using ModelTracking.MLflow;
using ModelTracking.Records;

await using var server = args.Length > 0 ? null : await MlflowStub.StartAsync();
using var standIn = server is null ? null : new AzureService(server, TimeProvider.System);
var workspace = args.Length > 0 ? args[0] : AzureService.Uri;
Console.WriteLine(standIn is null ? $"Workspace: {workspace}" : "Workspace: a stand-in");

var options = new TrackingOptions { Store = "./mltrack" };
options.UseAzureML(workspace, Configure);
RunId id;
await using (var client = TrackingClient.Open(options))
{
    await using var run = client.StartRun("decay", new RunOptions { Name = "halving" });
    id = run.Id;
    run.LogParam("rate", 0.5);
    for (var step = 0; step < 300; step++)
    {
        run.LogMetric("loss", Math.Pow(0.5, step), step);
    }

    run.LogText("done", "notes/result.txt");
}

var azure = new AzureMLOptions { Uri = workspace };
Configure(azure);
using var mlflow = new MlflowClient(azure.ToMlflow());
var remote = await mlflow.Reader.GetRunAsync(id) ?? throw new InvalidOperationException("The run is not in the workspace.");
var points = await mlflow.Reader.ReadPointsAsync(id, "loss");
using var text = new StreamReader(await mlflow.Reader.OpenArtifactAsync(id, "notes/result.txt"));
Console.WriteLine($"{remote.Name}: {remote.Status}, {points.Count} points came back, the artifact says '{await text.ReadToEndAsync()}'");
return points.Count == 300 && remote.Status == RunStatus.Finished ? 0 : 1;

void Configure(AzureMLOptions given)
{
    if (standIn is not null)
    {
        given.Credential = new Identity(standIn, TimeSpan.FromHours(1));
        given.PrimaryHandler = () => standIn.Handler();
    }
}
