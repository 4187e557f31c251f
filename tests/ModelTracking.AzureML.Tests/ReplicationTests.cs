using AzureML.Stub;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Artifacts;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.AzureML.Tests;

/// <summary>How a run looks in a workspace.</summary>
public class ReplicationTests
{
    [Fact]
    public async Task A_run_is_there_with_all_it_has()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run =>
        {
            run.LogParam("lr", 0.1);
            run.SetTag("team", "cv");
            for (var step = 0; step < 1500; step++)
            {
                run.LogMetric("loss", 1.0 / (step + 1), step);
            }

            run.LogText("hello", "notes/sp ace ü.txt");
        });
        Assert.True((await workspace.SyncAsync()).IsComplete);
        var run = workspace.Run(id);
        Assert.Equal(Enumerable.Range(0, 1500).Select(s => (long)s), run.Points("loss").Select(p => p.Step).Order());
        Assert.Equal(("0.1", "cv", "FINISHED"), (run.Params["lr"], run.Tags["team"], run.Status));
        Assert.Equal("hello", workspace.File(id, "notes/sp ace ü.txt"));
        Assert.Equal(0, run.DuplicatePoints);
        Assert.Equal("https://management.azure.com/.default", Assert.Single(workspace.Identity.Scopes));
    }

    [Fact]
    public async Task A_live_client_sends_while_it_trains()
    {
        await using var workspace = await Workspace.OpenAsync();
        RunId id;
        await using (var client = Some.Client(o =>
        {
            o.Store = workspace.Folder;
            o.UseAzureML(AzureService.Uri, a =>
            {
                a.Credential = workspace.Identity;
                a.PrimaryHandler = workspace.Options().PrimaryHandler;
                a.TimeProvider = workspace.Time;
            });
        }))
        {
            await using var run = client.StartRun("iris");
            id = run.Id;
            run.LogMetric("loss", 1, 0);
        }

        Assert.Equal("FINISHED", workspace.Run(id).Status);
        Assert.Single(workspace.Run(id).Points("loss"));
    }

    [Fact]
    public async Task Artifacts_come_back_through_the_client()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run => run.LogText("weights", "model/sp ace.txt"));
        await workspace.SyncAsync();
        using var mlflow = new MlflowClient(workspace.Options().ToMlflow());
        using var reader = new StreamReader(await mlflow.Artifacts.OpenReadAsync(workspace.Run(id).Id, "model/sp ace.txt"));
        Assert.Equal("weights", await reader.ReadToEndAsync());
        await Assert.ThrowsAsync<FileNotFoundException>(() => mlflow.Artifacts.OpenReadAsync(workspace.Run(id).Id, "none.txt"));
        Assert.Equal(["model/sp ace.txt"], (await mlflow.Artifacts.ListAllAsync(workspace.Run(id).Id).ToListAsync()).Select(f => f.Path));
    }

    [Fact]
    public async Task An_address_that_expires_on_the_way_is_asked_for_again_and_reaches_no_disk()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run => run.LogText("weights", "model.txt"));
        workspace.Service.Storage.ExpiredAddresses = 1;
        Assert.True((await workspace.SyncAsync()).IsComplete);
        Assert.Equal("weights", workspace.File(id, "model.txt"));
        Assert.Contains(workspace.Service.Seen, s => s.StartsWith("GET artifact/v2.0/artifacts/ExperimentRun/dcid.", StringComparison.Ordinal) && s.Contains("/write?path=", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(workspace.Folder, "*", SearchOption.AllDirectories), f => File.ReadAllText(f) is var text && (text.Contains("sig=", StringComparison.Ordinal) || text.Contains("token-1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_large_artifact_goes_in_blocks_and_is_the_same_there()
    {
        await using var workspace = await Workspace.OpenAsync();
        var bytes = new byte[BlockBlob.BlockSize + 12_345];
        new Random(1).NextBytes(bytes);
        var id = workspace.Train(run => run.LogArtifact(bytes, "checkpoint.bin"));
        workspace.Service.Storage.ExpiredAddresses = 1;
        Assert.True((await workspace.SyncAsync()).IsComplete);
        Assert.True(bytes.AsSpan().SequenceEqual(workspace.Bytes(id, "checkpoint.bin")));
    }

    [Fact]
    public async Task A_path_that_was_registered_before_its_bytes_came_is_written_all_the_same()
    {
        await using var workspace = await Workspace.OpenAsync();
        var id = workspace.Train(run => run.LogText("weights", "model.txt"));
        workspace.Service.LosesBytes = true;
        while (!(await workspace.SyncAsync()).IsComplete)
        {
        }

        Assert.Equal("weights", workspace.File(id, "model.txt"));
    }

    [Fact]
    public async Task What_the_service_has_no_route_for_is_kept_another_way_and_told()
    {
        await using var workspace = await Workspace.OpenAsync();
        var file = workspace.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "model");
        var id = workspace.Train(run =>
        {
            run.LogDataset("train-set", new DatasetOptions { Digest = "sha256:0123", Source = "azureml://datastores/a/paths/train.csv", Context = "training" });
            run.LogModel("classifier", file);
        });
        var report = await workspace.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.Equal("0123 azureml://datastores/a/paths/train.csv", workspace.Run(id).Tags["dataset.train-set"]);
        Assert.Contains("\"onnx\":", workspace.File(id, "models/classifier/MLmodel")!, StringComparison.Ordinal);
        Assert.Equal("model", workspace.File(id, "models/classifier/m.onnx"));
        Assert.Equal((0, 1), (Assert.Single(report.Replicas).Quarantined, report.Replicas[0].Adjusted));
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_what_to_set()
    {
        await using var workspace = await Workspace.OpenAsync();
        workspace.Train(run => run.LogParam("a", 1));
        var options = workspace.Options();
        options.Credential = new Identity(workspace.Service, TimeSpan.FromHours(-1));
        var problem = Assert.Single((await workspace.SyncAsync(options)).Problems);
        Assert.Contains("AzureML Data Scientist", problem, StringComparison.Ordinal);
        Assert.True((await workspace.SyncAsync()).IsComplete);
    }
}
