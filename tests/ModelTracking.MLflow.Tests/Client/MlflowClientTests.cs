using Mlflow.Stub;
using Mlflow.Stub.Faults;
using ModelTracking.MLflow.Tests.Replication;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Client;

/// <summary>The client for what the run API does not cover.</summary>
public class MlflowClientTests
{
    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task Experiments_are_made_found_tagged_deleted_and_restored(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        using var mlflow = new MlflowClient(world.Options());
        var id = await mlflow.Experiments.CreateAsync("vision", new Dictionary<string, string> { ["team"] = "cv" });
        Assert.Equal(id, (await mlflow.Experiments.GetOrCreateAsync("vision")).ExperimentId);
        await mlflow.Experiments.SetTagAsync(id, "owner", "alice");
        Assert.Equal(["cv", "alice"], (await mlflow.Experiments.FindAsync(id))!.Tags.OrderByDescending(t => t.Key).Select(t => t.Value));
        await mlflow.Experiments.DeleteAsync(id);
        Assert.True((await mlflow.Experiments.FindByNameAsync("vision"))!.IsDeleted);
        await mlflow.Experiments.RestoreAsync(id);
        Assert.Equal("vision", Assert.Single(await mlflow.Experiments.SearchAsync("name LIKE 'vis%'").ToListAsync()).Name);
        Assert.Null(await mlflow.Experiments.FindByNameAsync("none"));
        var error = await Assert.ThrowsAsync<MlflowException>(() => mlflow.Experiments.CreateAsync("vision"));
        Assert.True(error.AlreadyExists);
    }

    [Fact]
    public async Task Runs_are_made_searched_and_read_back()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var run = await mlflow.Runs.CreateAsync("0", "first", Some.Time);
        await mlflow.Runs.LogBatchAsync(run.Info.RunId, [new("acc", 0.5, 1, 0), new("acc", double.NaN, 2, 1)], new Dictionary<string, string> { ["lr"] = "0.1" }, new Dictionary<string, string> { ["k"] = "v" });
        await mlflow.Runs.UpdateAsync(run.Info.RunId, "FINISHED", Some.Time.AddSeconds(1));
        var found = Assert.Single(await mlflow.Runs.SearchAsync(["0"], "params.lr = '0.1'").ToListAsync());
        Assert.Equal(("first", "FINISHED", "v"), (found.Info.RunName, found.Info.Status, found.Data.Tags.Single(t => t.Key == "k").Value));
        var points = await mlflow.Runs.GetHistoryAsync(run.Info.RunId, "acc").ToListAsync();
        Assert.Equal([0.5, double.NaN], points.Select(p => p.Value));
        await mlflow.Runs.DeleteTagAsync(run.Info.RunId, "k");
        await mlflow.Runs.DeleteTagAsync(run.Info.RunId, "k");
        await mlflow.Runs.DeleteAsync(run.Info.RunId);
        Assert.Empty(await mlflow.Runs.SearchAsync(["0"]).ToListAsync());
        await mlflow.Runs.RestoreAsync(run.Info.RunId);
    }

    [Theory]
    [InlineData(ServerVersion.V3_8, StoreKind.Sql, 2)]
    [InlineData(ServerVersion.V3_8, StoreKind.File, 2)]
    [InlineData(ServerVersion.V2_17, StoreKind.Sql, 1)]
    public async Task A_history_longer_than_a_page_comes_whole(ServerVersion version, StoreKind store, int requests)
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Version = version, Store = store });
        using var mlflow = new MlflowClient(world.Options());
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        for (var part = 0; part < 26; part++)
        {
            await mlflow.Runs.LogBatchAsync(run, Enumerable.Range(part * 1000, 1000).Select(i => new MlflowMetric("loss", i, 1000 + i, i)));
        }

        var steps = await mlflow.Runs.GetHistoryAsync(run, "loss").Select(p => p.Step).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 26_000).Select(i => (long)i), steps.Order());
        Assert.Equal(requests, world.Server.Requests.Count(r => r.Path.EndsWith("get-history", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listing_tells_folders_from_files_and_how_large_they_are()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run =>
        {
            run.LogText("hello", "notes/deep/a.txt");
            run.LogText("", "notes/empty.txt");
        });
        Assert.True((await world.SyncAsync()).IsComplete);
        using var mlflow = new MlflowClient(world.Options());
        var run = world.Run(id).Id;
        Assert.Contains(await mlflow.Artifacts.ListAsync(run), f => f == new MlflowFile("notes", true, 0));
        Assert.Equal([new("notes/deep", true, 0), new("notes/empty.txt", false, 0)], (await mlflow.Artifacts.ListAsync(run, "notes")).OrderBy(f => f.Path));
        Assert.Equal([new("notes/deep/a.txt", false, 5)], await mlflow.Artifacts.ListAsync(run, "notes/deep"));
        Assert.Empty(await mlflow.Artifacts.ListAsync(run, "none"));
        Assert.Equal(5, (await mlflow.Reader.GetRunAsync(id))!.Artifacts.Single(a => a.Path == "notes/deep/a.txt").Length);
    }

    [Fact]
    public async Task Artifacts_go_up_and_down()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        var file = world.Scratch("a.txt");
        await File.WriteAllTextAsync(file, "hello");
        await mlflow.Artifacts.UploadAsync(run, file, "notes/sp ace ü.txt");
        await mlflow.Artifacts.UploadAsync(run, file);
        Assert.Equal(["a.txt", "notes/sp ace ü.txt"], (await mlflow.Artifacts.ListAllAsync(run).ToListAsync()).Select(f => f.Path).Order());
        var folder = world.Scratch("down");
        Assert.Equal(2, (await mlflow.Artifacts.DownloadAsync(run, null, folder)).Count);
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(folder, "notes", "sp ace ü.txt")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => mlflow.Artifacts.OpenReadAsync(run, "none.txt"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\windows")]
    [InlineData("a\\u0000b")]
    [InlineData("a/../b")]
    public async Task A_hostile_path_is_left_out(string path)
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        world.Server.Faults.Always("artifacts/list", Fault.Json($$"""{"files": [{"path": "{{path}}", "is_dir": false, "file_size": 3}]}"""));
        Assert.Empty(await mlflow.Artifacts.ListAllAsync(run).ToListAsync());
        Assert.Empty(await mlflow.Artifacts.DownloadAsync(run, null, world.Scratch("down")));
    }

    [Fact]
    public async Task T49_A_server_that_sends_more_than_it_said_or_elsewhere_leaves_nothing_in_the_folder()
    {
        await using var world = await World.OpenAsync();
        await using var thief = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        var file = world.Scratch("a.txt");
        await File.WriteAllTextAsync(file, "longer than three bytes");
        await mlflow.Artifacts.UploadAsync(run, file, "nested/a.txt");
        world.Server.Faults.Always("artifacts/list", Fault.Json("""{"files": [{"path": "nested/a.txt", "is_dir": false, "file_size": 3}]}"""));
        var more = await Assert.ThrowsAsync<MlflowException>(() => mlflow.Artifacts.DownloadAsync(run, null, world.Scratch("down")));
        Assert.Contains("more than the 3 bytes", more.Message, StringComparison.Ordinal);
        world.Server.Faults.Always("mlflow-artifacts/artifacts", Fault.Huge(1L << 40));
        await Assert.ThrowsAsync<MlflowException>(() => mlflow.Artifacts.DownloadAsync(run, null, world.Scratch("down")));
        world.Server.Faults.Always("mlflow-artifacts/artifacts", Fault.Redirect(thief.Server.Address));
        await Assert.ThrowsAsync<MlflowException>(() => mlflow.Artifacts.DownloadAsync(run, null, world.Scratch("down")));
        Assert.Equal(0, thief.Server.RequestCount);
        Assert.Empty(Directory.EnumerateFiles(world.Scratch("down"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Endless_lists_end()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        world.Server.Faults.Always("experiments/search", Fault.Json("""{"experiments": [{"experiment_id": "1", "name": "x"}], "next_page_token": "again"}"""));
        Assert.Equal(2, (await mlflow.Experiments.SearchAsync().ToListAsync()).Count);
        var run = (await mlflow.Runs.CreateAsync("0")).Info.RunId;
        world.Server.Faults.Always("artifacts/list", Fault.Json("""{"files": [{"path": "same", "is_dir": true}]}"""));
        Assert.Empty(await mlflow.Artifacts.ListAllAsync(run).ToListAsync());
    }

    [Fact]
    public async Task An_HTML_error_is_told_as_text()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        world.Server.Faults.Always("experiments/get", Fault.Status(500, "<html><head><title>x</title><style>p{}</style></head><body><h1>Oh &amp; no</h1><p>broken</p></body></html>", "text/html"));
        var error = await Assert.ThrowsAsync<MlflowException>(() => mlflow.Experiments.FindAsync("0"));
        Assert.EndsWith("answered 500: Oh & no broken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_a_server_are_read_like_those_of_a_folder()
    {
        await using var world = await World.OpenAsync();
        var id = world.TrainTypically();
        await world.SyncAsync();
        using var mlflow = new MlflowClient(world.Options());
        var listed = Assert.Single(await mlflow.Reader.ListRunsAsync("iris").ToListAsync());
        var run = (await mlflow.Reader.GetRunAsync(id))!;
        Assert.Equal((listed.Name, "iris", RunStatus.Finished), (run.Name, run.Experiment, run.Status));
        Assert.Equal("0.1", run.Param("lr").ToString());
        Assert.Equal(2500, (await mlflow.Reader.ReadPointsAsync(id, "loss")).Count);
        Assert.InRange((await mlflow.Reader.ReadBucketsAsync(id, "loss", 10)).Count, 1, 10);
        using var artifact = new StreamReader(await mlflow.Reader.OpenArtifactAsync(id, "notes/a.txt"));
        Assert.Equal("hello", await artifact.ReadToEndAsync());
        Assert.Equal(2503, (await mlflow.Reader.ReadRecordsAsync(id).ToListAsync()).SelectMany(b => b.Records).OfType<MetricsLogged>().Sum(m => m.Count));
    }

    [Fact]
    public async Task Models_are_registered_aliased_staged_and_deleted()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        await mlflow.Models.CreateAsync("resnet", description: "a model");
        Assert.Equal("1", (await mlflow.Models.CreateVersionAsync("resnet", "runs:/0123/model")).Version);
        await mlflow.Models.SetAliasAsync("resnet", "champion", 1);
        await mlflow.Models.SetStageAsync("resnet", 1, "Production");
        await mlflow.Models.SetVersionTagAsync("resnet", 1, "k", "v");
        Assert.Equal("1", (await mlflow.Models.ResolveAsync("models:/resnet/Production"))!.Version);
        Assert.Equal("1", (await mlflow.Models.FindVersionAsync("resnet", "champion"))!.Version);
        Assert.Null(await mlflow.Models.FindVersionAsync("resnet", "nobody"));
        await mlflow.Models.DeleteAliasAsync("resnet", "champion");
        await mlflow.Models.DeleteVersionAsync("resnet", 1);
        Assert.Null(await mlflow.Models.FindVersionAsync("resnet", 1));
        await mlflow.Models.DeleteAsync("resnet");
        Assert.Null(await mlflow.Models.FindAsync("resnet"));
    }
}
