using System.Text.Json;
using Mlflow.Stub;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>How a run looks on the server.</summary>
public class MlflowTargetTests
{
    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task A_run_is_there_with_all_it_has_and_odd_values_are_what_they_are(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        var id = world.TrainTypically();
        Assert.True((await world.SyncAsync()).IsComplete);
        world.AssertTypicalRunOnce(id);
        var odd = world.Run(id).Points("odd").Select(p => p.Value).ToArray();
        Assert.True(double.IsNaN(odd[0]));
        Assert.True(odd[1] >= double.MaxValue && odd[2] <= double.MinValue);
    }

    [Fact]
    public async Task Every_request_is_one_the_server_takes()
    {
        await using var world = await World.OpenAsync();
        world.TrainTypically();
        await world.SyncAsync();
        // Looking up an experiment that is not there yet is the only refusal.
        Assert.Equal(["experiments/get-by-name"], world.Server.Requests.Where(r => r.Status >= 400).Select(r => r.Path[(r.Path.IndexOf("mlflow/", StringComparison.Ordinal) + 7)..]));
    }

    [Fact]
    public async Task Full_batches_are_never_sent_as_single_requests()
    {
        await using var world = await World.OpenAsync();
        world.TrainTypically();
        await world.SyncAsync();
        var batches = world.Server.Requests.Where(r => r.Path.EndsWith("runs/log-batch", StringComparison.Ordinal)).Select(r => JsonDocument.Parse(r.Body).RootElement)
            .Select(b => b.TryGetProperty("metrics", out var m) ? m.GetArrayLength() : 0).Where(c => c > 0).ToArray();
        Assert.Equal(2503, batches.Sum());
        Assert.Equal(3, batches.Length);
    }

    [Fact]
    public async Task A_nested_run_stands_under_its_parent()
    {
        await using var world = await World.OpenAsync();
        var parent = world.Train(_ => { });
        var child = world.Train(_ => { }, new RunOptions { ParentId = parent });
        await world.SyncAsync();
        Assert.Equal(world.Run(parent).Id, world.Run(child).Tags["mlflow.parentRunId"]);
    }

    [Fact]
    public async Task Runs_without_an_experiment_go_to_the_servers_default()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(_ => { }, experiment: "default");
        await world.SyncAsync();
        Assert.Equal("0", world.Run(id).ExperimentId);
    }

    [Fact]
    public async Task Keys_that_MLflow_refuses_are_changed_and_never_become_one()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run =>
        {
            run.LogMetric("a#b", 1, 0);
            run.LogMetric("a@b", 2, 0);
            run.LogMetric("../up", 3, 0);
            run.LogMetric(new string('x', 400), 4, 0);
            run.LogParam("p(1)", "v");
            run.SetTag("t#", "v");
        });
        var report = await world.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.Equal(6, Assert.Single(report.Replicas).Adjusted);
        Assert.Equal(4, world.Run(id).Metrics.Count);
        Assert.Equal([1, 2, 3, 4], world.Run(id).Metrics.Values.Select(m => m.Points.Single().Value).Order());
    }

    [Fact]
    public async Task A_context_stands_before_its_metric()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run =>
        {
            run.Metric("loss", context: "train").Log(1, 0);
            run.Metric("loss", context: "fold=2").Log(2, 0);
        });
        await world.SyncAsync();
        Assert.Equal(["fold-2/loss", "train/loss"], world.Run(id).Metrics.Keys.Order());
    }

    [Fact]
    public async Task Long_values_are_cut_before_they_are_sent_and_it_is_told()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { TruncateLongValues = false });
        var id = world.Train(run =>
        {
            run.LogParam("text", new string('p', 7000));
            run.SetTag("text", new string('t', 9000));
        });
        var report = await world.SyncAsync();
        Assert.True(report.IsComplete);
        Assert.Equal((6000, 8000), (world.Run(id).Params["text"].Length, world.Run(id).Tags["text"].Length));
        Assert.Equal(2, Assert.Single(report.Replicas).Adjusted);
        Assert.Contains(world.Diagnostics.Troubles, t => t.First.Message.Contains("cut to 6000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task A_corrected_param_keeps_its_first_value_and_the_new_one_stands_beside_it(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        var id = world.Train(run => run.LogParam("lr", 0.1));
        await world.SyncAsync();
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = world.Folder))
        {
            using var run = client.ResumeRun(id);
            run.CorrectParam("lr", 0.2, "typo");
        }

        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(("0.1", "0.2"), (world.Run(id).Params["lr"], world.Run(id).Tags["corrected.lr"]));
    }

    [Fact]
    public async Task A_removed_tag_is_removed()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run =>
        {
            run.SetTag("stage", "draft");
            run.SetTag("stage", null);
        });
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.False(world.Run(id).Tags.ContainsKey("stage"));
    }

    [Fact]
    public async Task Data_and_model_are_logged_as_MLflow_does()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "model");
        var id = world.Train(run =>
        {
            run.LogDataset("train-set", new DatasetOptions { Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Source = "data/train.csv", Context = "training", Rows = 2, Columns = { new ColumnSpec("f1", "double") } });
            run.LogModel("classifier", file, new ModelOptions { Inputs = { new ColumnSpec("f1", "double") }, Outputs = { new ColumnSpec("y", "long") } });
        });
        Assert.True((await world.SyncAsync()).IsComplete);
        var request = world.Server.Requests.Single(r => r.Path.EndsWith("log-inputs", StringComparison.Ordinal));
        Assert.Contains("mlflow.data.context", request.Text, StringComparison.Ordinal);
        Assert.Single(world.Run(id).Datasets);
        var model = world.File(id, "models/classifier/MLmodel")!;
        Assert.Contains("\"onnx\":", model, StringComparison.Ordinal);
        Assert.Contains("signature:", model, StringComparison.Ordinal);
        Assert.Equal("model", world.File(id, "models/classifier/m.onnx"));
        Assert.Contains("models/classifier", world.Run(id).Tags["mlflow.log-model.history"], StringComparison.Ordinal);
    }

    private static async Task<RunId> RecordAsync(World world, params TrackingRecord[] records)
    {
        var id = RunId.New();
        await using var backend = new Backends.FileBackend(world.Folder);
        var writer = new Backends.RecordWriter(backend, id);
        await writer.AddAsync(new RunStarted("iris", "recorded") { Time = ModelTracking.Tests.Some.Time });
        foreach (var record in records)
        {
            await writer.AddAsync(record with { Time = ModelTracking.Tests.Some.Time });
        }

        await writer.AddAsync(new RunEnded(RunStatus.Finished) { Time = ModelTracking.Tests.Some.Time });
        await writer.CompleteAsync();
        return id;
    }

    [Fact]
    public async Task What_it_ran_on_stands_in_MLflows_own_tags_and_in_a_file()
    {
        await using var world = await World.OpenAsync();
        var id = await RecordAsync(
            world,
            new EnvironmentCaptured { Host = "node-7", User = "alice", EntryAssembly = "Trainer", Framework = ".NET 10.0.1", CommandLine = "Trainer --fast" },
            new CodeCaptured { Commit = "0123456789abcdef", Branch = "main", Remote = "https://example.org/a.git", IsDirty = true });
        Assert.True((await world.SyncAsync()).IsComplete);
        var tags = world.Run(id).Tags;
        Assert.Equal(("alice", "Trainer", "LOCAL"), (tags["mlflow.user"], tags["mlflow.source.name"], tags["mlflow.source.type"]));
        Assert.Equal(("0123456789abcdef", "main", "https://example.org/a.git", "true"), (tags["mlflow.source.git.commit"], tags["mlflow.source.git.branch"], tags["mlflow.source.git.repoURL"], tags["mlflow.source.git.dirty"]));
        Assert.Equal(("node-7", ".NET 10.0.1", "Trainer --fast"), (tags["modeltracking.host"], tags["modeltracking.framework"], tags["modeltracking.command_line"]));
        Assert.Equal("node-7", JsonDocument.Parse(world.File(id, "environment.json")!).RootElement.GetProperty("host").GetString());
    }

    [Fact]
    public async Task System_metrics_have_MLflows_names_and_the_seconds_since_the_run_began_as_steps()
    {
        await using var world = await World.OpenAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(ModelTracking.Tests.Some.Time);
        RunId id;
        using (var client = ModelTracking.Tests.Some.Client(o =>
        {
            o.Store = world.Folder;
            o.TimeProvider = time;
        }))
        {
            using var run = client.StartRun("iris");
            id = run.Id;
            for (var sample = 0; sample < 4; sample++)
            {
                run.LogMetric("system/cpu_utilization_percentage", sample * 10);
                run.LogMetric("without_step", sample);
                time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal([0, 10, 20, 30], world.Run(id).Points("system/cpu_utilization_percentage").Select(p => p.Step));
        Assert.Equal([0, 0, 0, 0], world.Run(id).Points("without_step").Select(p => p.Step));
    }

    [Fact]
    public async Task How_a_run_failed_is_told()
    {
        await using var world = await World.OpenAsync();
        RunId id;
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = world.Folder))
        {
            var run = client.StartRun("iris");
            id = run.Id;
            await run.FailAsync(new InvalidOperationException("diverged"));
        }

        await world.SyncAsync();
        Assert.Equal("FAILED", world.Run(id).Status);
        Assert.Contains("diverged", world.Run(id).Tags["modeltracking.error"], StringComparison.Ordinal);
        Assert.NotNull(world.Run(id).EndTime);
    }

    [Fact]
    public async Task Basic_authentication_lets_us_in_and_the_password_is_nowhere()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Admin = ("admin", "password1234") });
        var id = world.TrainTypically();
        var options = world.Options();
        options.Uri = world.Server.Address.ToString().Replace("http://", "http://admin:password1234@", StringComparison.Ordinal);
        Assert.True((await world.SyncAsync(options)).IsComplete);
        world.AssertTypicalRunOnce(id);
        Assert.DoesNotContain(Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("password1234", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_artifact_goes_in_parts_where_the_server_offers_it()
    {
        await using var world = await World.OpenAsync(options: new StubOptions { Multipart = true });
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n"));
        var id = world.Train(run => run.LogText(text, "big.txt"));
        var options = world.Options();
        options.MultipartThreshold = 100_000;
        options.PartSize = 50_000;
        Assert.True((await world.SyncAsync(options)).IsComplete);
        Assert.Equal(text, world.File(id, "big.txt"));
        Assert.Contains(world.Server.Requests, r => r.Path.Contains("mpu/complete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_a_job_service_has_made_is_taken_up()
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var made = (await mlflow.Runs.CreateAsync("0", "job")).Info.RunId;
        var id = world.Train(run => run.LogMetric("loss", 1, 0), new RunOptions { Tags = { [ModelTracking.Replication.ReplicaRequest.AttachTag] = made } });
        Assert.True((await world.SyncAsync()).IsComplete);
        Assert.Equal(made, world.Run(id).Id);
        Assert.Single(world.Server.State.Runs);
    }

    [Fact]
    public async Task A_server_without_parts_gets_it_in_one_piece()
    {
        await using var world = await World.OpenAsync();
        var text = new string('x', 200_000);
        var id = world.Train(run => run.LogText(text, "big.txt"));
        var options = world.Options();
        options.MultipartThreshold = 100_000;
        Assert.True((await world.SyncAsync(options)).IsComplete);
        Assert.Equal(text, world.File(id, "big.txt"));
    }
}
