using Mlflow.Stub;
using ModelTracking.Backends;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;
using ModelTracking.Replication;
using ModelTracking.Tests;
using ModelTracking.Versioning;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>Registered models go to the server's registry and are read back there.</summary>
public class RegistryTests
{
    private static async Task<RunId> RegisterAsync(World world, Action<ModelRegistry, RunSummary>? also = null)
    {
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        var id = world.Train(run => run.LogModel("classifier", file));
        using var client = Some.Client(o => o.Store = world.Folder);
        var summary = (await client.Reader.GetRunAsync(id))!;
        client.Models.Register("iris", summary, "models/classifier/m.onnx");
        also?.Invoke(client.Models, summary);
        return id;
    }

    private static async Task SyncAsync(World world)
    {
        Assert.True((await world.SyncAsync()).IsComplete);
        await using var replicator = new Replicator(FileStore.Open(world.Folder), [new MlflowTarget(world.Options())]);
        Assert.Empty(await replicator.SyncModelsAsync(VersionStore.Open(world.Folder).Models));
    }

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task Versions_aliases_and_tags_are_there_and_resolve(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        var id = await RegisterAsync(world, (models, _) => models.Get("iris/1").SetTag("validated", "yes").Promote("champion"));
        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        var champion = await mlflow.Models.ResolveAsync("models:/iris@champion");
        Assert.Equal("1", champion!.Version);
        Assert.Equal($"runs:/{world.Run(id).Id}/models/classifier", champion.Source);
        Assert.Equal(world.Run(id).Id, champion.RunId);
        Assert.Equal("yes", champion.Tags.Single(t => t.Key == "validated").Value);
    }

    [Fact]
    public async Task A_version_points_to_its_own_model_where_two_have_the_same_bytes()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        var id = world.Train(run =>
        {
            run.LogModel("first", file);
            run.LogModel("second", file);
        });
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            client.Models.Register("iris", (await client.Reader.GetRunAsync(id))!, "models/second");
        }

        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        Assert.Equal($"runs:/{world.Run(id).Id}/models/second", (await mlflow.Models.ResolveAsync("models:/iris/1"))!.Source);
    }

    [Fact]
    public async Task A_model_of_the_same_name_in_another_store_keeps_its_versions()
    {
        await using var world = await World.OpenAsync();
        await RegisterAsync(world, (models, run) => models.Register("iris", run, "models/classifier/m.onnx"));
        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        var before = await mlflow.Models.SearchVersionsAsync("name = 'iris'").Select(v => (v.Version, v.Source)).ToListAsync();
        Assert.Equal(2, before.Count);
        using var other = new TempFolder();
        var file = world.Scratch("other.onnx");
        await File.WriteAllTextAsync(file, "other weights");
        using (var client = Some.Client(o => o.Store = other.Path))
        {
            using var run = client.StartRun("iris");
            run.LogModel("classifier", file);
            await run.FinishAsync();
            client.Models.Register("iris", (await client.Reader.GetRunAsync(run.Id))!, "models/classifier/other.onnx");
        }

        await using (var replicator = new Replicator(FileStore.Open(other.Path), [new MlflowTarget(world.Options())]))
        {
            Assert.True((await replicator.SyncAsync()).IsComplete);
            Assert.Empty(await replicator.SyncModelsAsync(VersionStore.Open(other.Path).Models));
        }

        var after = await mlflow.Models.SearchVersionsAsync("name = 'iris'").Select(v => (v.Version, v.Source)).ToListAsync();
        Assert.Equal(3, after.Count);
        Assert.All(before, v => Assert.Contains(v, after));
    }

    [Fact]
    public async Task Comments_and_approvals_stand_in_tags_and_grow_there()
    {
        await using var world = await World.OpenAsync();
        await RegisterAsync(world, (models, _) =>
        {
            models.Model("iris").Comment("for the demo", by: "alice");
            models.Model("iris").Comment("better on roses", 1, "bob");
        });
        await SyncAsync(world);
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            client.Models.Model("iris").Comment("and worse\non tulips", 1, "alice");
            client.Models.Get("iris/1").RequestApproval().Approve("looks good", "carol");
        }

        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        string? Tag(IEnumerable<MlflowTag> tags, string key) => tags.SingleOrDefault(t => t.Key == key)?.Value;
        const string Day = @"\d{4}-\d\d-\d\d";
        var model = (await mlflow.Models.FindAsync("iris"))!;
        Assert.Matches($"^{Day} ..:.. alice: for the demo$", Tag(model.Tags, "modeltracking.comments"));
        var version = (await mlflow.Models.FindVersionAsync("iris", 1))!;
        Assert.Matches($"^{Day} ..:.. bob: better on roses\n{Day} ..:.. alice: and worse on tulips$", Tag(version.Tags, "modeltracking.comments"));
        Assert.Matches($"^{Day} ..:.. carol: approved: looks good$", Tag(version.Tags, "modeltracking.approvals"));
    }

    [Fact]
    public async Task A_long_talk_keeps_its_end()
    {
        await using var world = await World.OpenAsync();
        await RegisterAsync(world, (models, _) =>
        {
            for (var i = 0; i < 100; i++)
            {
                models.Model("iris").Comment($"{new string('x', 80)} {i}", by: "bob");
            }
        });
        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        var text = (await mlflow.Models.FindAsync("iris"))!.Tags.Single(t => t.Key == "modeltracking.comments").Value!;
        Assert.Equal(5000, text.Length);
        Assert.EndsWith(" 99", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Syncing_again_registers_nothing_twice_and_a_moved_alias_moves()
    {
        await using var world = await World.OpenAsync();
        await RegisterAsync(world, (models, _) => models.Get("iris/1").Promote("champion"));
        await SyncAsync(world);
        Directory.Delete(Path.Combine(world.Folder, "replicas"), recursive: true);
        using (var client = Some.Client(o => o.Store = world.Folder))
        {
            var run = (await client.Reader.ListRunsAsync().ToListAsync())[0];
            client.Models.Register("iris", run, "models/classifier/m.onnx", "champion");
        }

        await SyncAsync(world);
        using var mlflow = new MlflowClient(world.Options());
        Assert.Equal(2, (await mlflow.Models.SearchVersionsAsync("name = 'iris'").ToListAsync()).Count);
        Assert.Equal("2", (await mlflow.Models.ResolveAsync("models:/iris@champion"))!.Version);
        Assert.Equal("2", (await mlflow.Models.ResolveAsync("models:/iris/latest"))!.Version);
    }

    [Fact]
    public async Task A_model_that_is_unchanged_costs_no_request()
    {
        await using var world = await World.OpenAsync();
        await RegisterAsync(world);
        await SyncAsync(world);
        var requests = world.Server.RequestCount;
        await SyncAsync(world);
        Assert.Equal(requests, world.Server.RequestCount);
    }

    [Fact]
    public async Task A_live_client_brings_its_models_when_it_is_disposed()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        await using (var client = Some.Client(o =>
        {
            o.Store = world.Folder;
            o.Replicas.Add(new MlflowTarget(world.Options()));
        }))
        {
            var run = client.StartRun("iris");
            run.LogModel("classifier", file);
            await run.FinishAsync();
            client.Models.Register("iris", (await client.Reader.GetRunAsync(run.Id))!, "models/classifier/m.onnx", "champion");
        }

        using var mlflow = new MlflowClient(world.Options());
        Assert.Equal("1", (await mlflow.Models.ResolveAsync("models:/iris@champion"))!.Version);
    }
}
