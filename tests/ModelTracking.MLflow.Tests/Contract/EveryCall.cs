using ModelTracking.MLflow.Tests.Replication;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Contract;

/// <summary>Makes every call that the client and replication can make.</summary>
internal static class EveryCall
{
    public static async Task MakeAsync(World world)
    {
        await ReplicateAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        await mlflow.GetVersionAsync();
        var run = await ExperimentsAndRunsAsync(mlflow);
        await ArtifactsAsync(world, mlflow, run);
        await RegistryAsync(mlflow, run);
        await LoggedModelsAsync(mlflow, run);
    }

    /// <summary>Makes every call that manages users, on a server with basic authentication.</summary>
    public static async Task ManageUsersAsync(World world)
    {
        var options = world.Options();
        (options.Username, options.Password) = ("admin", "password1234");
        using var mlflow = new MlflowClient(options);
        await mlflow.Users.CreateAsync("bob", "passwordpassword");
        await mlflow.Users.FindAsync("bob");
        await mlflow.Users.SetPasswordAsync("bob", "anotherpassword1");
        await mlflow.Users.SetAdminAsync("bob", isAdmin: true);
        foreach (var permissions in new[] { mlflow.ExperimentPermissions, mlflow.ModelPermissions })
        {
            await permissions.CreateAsync("0", "bob", MlflowGrant.Read);
            await permissions.FindAsync("0", "bob");
            await permissions.UpdateAsync("0", "bob", MlflowGrant.Edit);
            await permissions.DeleteAsync("0", "bob");
        }

        await mlflow.Users.DeleteAsync("bob");
    }

    private static async Task ReplicateAsync(World world)
    {
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        var parent = world.TrainTypically();
        var child = world.Train(
            run =>
            {
                run.LogDataset("train", new DatasetOptions { Digest = "abc", Source = "data/train.csv", Context = "training", Rows = 2, Columns = { new Records.ColumnSpec("f1", "double") } });
                run.LogModel("net", file, new ModelOptions { Inputs = { new Records.ColumnSpec("x", "double") } });
                run.SetTag("gone", "soon");
                run.LogMetric("accuracy", 0.9, null, "training");
            },
            new RunOptions { ParentId = parent, Description = "what it is" });
        Assert.True((await world.SyncAsync()).IsComplete);
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            using var run = client.ResumeRun(child);
            run.SetTag("gone", null);
        }

        Assert.True((await world.SyncAsync()).IsComplete);
    }

    private static async Task<string> ExperimentsAndRunsAsync(MlflowClient mlflow)
    {
        var id = await mlflow.Experiments.CreateAsync("contract", new Dictionary<string, string> { ["team"] = "cv" }, "mlflow-artifacts:/contract");
        await mlflow.Experiments.FindAsync(id);
        await mlflow.Experiments.SearchPageAsync("name LIKE 'c%'", MlflowView.All, 1, null, ["name ASC"]);
        await mlflow.Experiments.SearchPageAsync(null, MlflowView.ActiveOnly, 1, (await mlflow.Experiments.SearchPageAsync(null, MlflowView.ActiveOnly, 1)).NextPageToken);
        await mlflow.Experiments.SetTagAsync(id, "k", "v");
        await mlflow.Experiments.DeleteTagAsync(id, "k");
        await mlflow.Experiments.RenameAsync(id, "contract 2");
        await mlflow.Experiments.DeleteAsync(id);
        await mlflow.Experiments.RestoreAsync(id);
        var run = (await mlflow.Runs.CreateAsync(id, "run", Some.Time, new Dictionary<string, string> { ["a"] = "b" }, "alice")).Info.RunId;
        await mlflow.Runs.LogBatchAsync(run, [new("loss", double.NaN, 1, 0), new("loss", 0.5, 2, 1)], new Dictionary<string, string> { ["lr"] = "0.1" }, new Dictionary<string, string> { ["k"] = "v" });
        await mlflow.Runs.SetTagAsync(run, "k", "w");
        await mlflow.Runs.DeleteTagAsync(run, "k");
        await mlflow.Runs.UpdateAsync(run, "FINISHED", Some.Time, "named");
        await mlflow.Runs.LogModelAsync(run, $$"""{"artifact_path":"m","run_id":"{{run}}","utc_time_created":"2026-01-01 00:00:00.000000","flavors":{ } }""");
        await mlflow.Runs.GetHistoryAsync(run, "loss").ToListAsync();
        await mlflow.Runs.GetSampledHistoryAsync([run], "loss", 0, 5, 100);
        var page = await mlflow.Runs.SearchPageAsync([id, "0"], "metrics.loss > 0", MlflowView.All, 1, null, ["metrics.loss DESC"]);
        await mlflow.Runs.SearchPageAsync(["0", id], null, MlflowView.DeletedOnly, 1, page.NextPageToken);
        await mlflow.Runs.DeleteAsync(run);
        await mlflow.Runs.RestoreAsync(run);
        return run;
    }

    private static async Task ArtifactsAsync(World world, MlflowClient mlflow, string run)
    {
        var file = world.Scratch("a.txt");
        await File.WriteAllTextAsync(file, "hello");
        await mlflow.Artifacts.UploadAsync(run, file, "notes/a.txt");
        await mlflow.Artifacts.DownloadAsync(run, null, world.Scratch("down"));
        var options = world.Options();
        options.MultipartThreshold = 1;
        using var inParts = new MlflowClient(options);
        await inParts.Artifacts.UploadAsync(run, file, "b.txt");
    }

    private static async Task RegistryAsync(MlflowClient mlflow, string run)
    {
        var tags = new Dictionary<string, string> { ["k"] = "v" };
        await mlflow.Models.CreateAsync("resnet", tags, "a model");
        await mlflow.Models.CreateVersionAsync("resnet", $"runs:/{run}/notes", run, tags, "first");
        await mlflow.Models.FindAsync("resnet");
        await mlflow.Models.SearchAsync("name LIKE 'res%'").ToListAsync();
        await mlflow.Models.SearchVersionsAsync("name = 'resnet'").ToListAsync();
        await mlflow.Models.DescribeAsync("resnet", "other");
        await mlflow.Models.SetTagAsync("resnet", "a", "b");
        await mlflow.Models.DeleteTagAsync("resnet", "a");
        await mlflow.Models.SetAliasAsync("resnet", "champion", 1);
        await mlflow.Models.ResolveAsync("models:/resnet@champion");
        await mlflow.Models.ResolveAsync("models:/resnet/1");
        await mlflow.Models.ResolveAsync("models:/resnet/latest");
        await mlflow.Models.DeleteAliasAsync("resnet", "champion");
        await mlflow.Models.DescribeVersionAsync("resnet", 1, "other");
        await mlflow.Models.SetVersionTagAsync("resnet", 1, "a", "b");
        await mlflow.Models.DeleteVersionTagAsync("resnet", 1, "a");
        await mlflow.Models.SetStageAsync("resnet", 1, "Production", archiveOthers: true);
        await mlflow.Models.ResolveAsync("models:/resnet/Production");
        await mlflow.Models.GetDownloadUriAsync("resnet", 1);
        await mlflow.Models.DeleteVersionAsync("resnet", 1);
        await mlflow.Models.RenameAsync("resnet", "resnet-2");
        await mlflow.Models.DeleteAsync("resnet-2");
    }

    private static async Task LoggedModelsAsync(MlflowClient mlflow, string run)
    {
        var pair = new Dictionary<string, string> { ["a"] = "1" };
        var model = await mlflow.LoggedModels.CreateAsync("0", "lm", run, "agent", pair, pair);
        var id = model.Info.ModelId;
        await mlflow.LoggedModels.FindAsync(id);
        await mlflow.LoggedModels.LogParamsAsync(id, pair);
        await mlflow.LoggedModels.SetTagsAsync(id, pair);
        await mlflow.LoggedModels.DeleteTagAsync(id, "a");
        await mlflow.LoggedModels.FinishAsync(id);
        await mlflow.Runs.LogOutputsAsync(run, [new MlflowModelOutput(id)]);
        await mlflow.Runs.LogModelInputsAsync(run, [new MlflowModelInput(id)]);
        await mlflow.LoggedModels.SearchAsync(["0"], "name = 'lm'", "metrics.loss").ToListAsync();
        await mlflow.LoggedModels.DeleteAsync(id);
    }
}
