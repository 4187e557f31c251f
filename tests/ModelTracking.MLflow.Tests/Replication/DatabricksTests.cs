using Mlflow.Stub;
using Mlflow.Stub.Faults;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>What is different on Databricks: experiments are paths, artifacts go to signed addresses.</summary>
public class DatabricksTests
{
    private static string Signed(World world, string type, string query = "") =>
        $$"""{"credential_infos": [{"run_id": "r", "path": "p", "signed_uri": "{{world.Server.Address}}api/2.0/mlflow-artifacts/artifacts/signed/file{{query}}", "type": "{{type}}", "headers": [{"name": "x-signed", "value": "yes"}]}]}""";

    private static MlflowOptions Options(World world)
    {
        var options = world.Options();
        options.Profile = MlflowProfile.Databricks;
        options.Token = "secret-token";
        return options;
    }

    [Theory]
    [InlineData("AWS_PRESIGNED_URL")]
    [InlineData("GCP_SIGNED_URL")]
    [InlineData("AZURE_SAS_URI")]
    public async Task An_artifact_goes_to_its_signed_address_with_the_headers_it_asks_for(string type)
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run => run.LogText("weights", "model.txt"));
        world.Server.Faults.Always("artifacts/credentials-for-write", Fault.Json(Signed(world, type)));
        Assert.True((await world.SyncAsync(Options(world))).IsComplete);
        Assert.Equal("weights", System.Text.Encoding.UTF8.GetString(world.Server.State.Artifacts.Find("signed/file")!));
        var put = world.Server.Requests.Single(r => r.Method == "PUT");
        Assert.Equal("yes", put.Headers["x-signed"]);
        Assert.Equal(type == "AZURE_SAS_URI", put.Headers.ContainsKey("x-ms-blob-type"));
        Assert.Equal("/Shared/iris", world.Server.State.Experiments[world.Run(id).ExperimentId].Name);
    }

    [Fact]
    public async Task An_address_that_has_expired_is_asked_for_again()
    {
        await using var world = await World.OpenAsync();
        world.Train(run => run.LogText("weights", "model.txt"));
        world.Server.Faults.Always("artifacts/credentials-for-write", Fault.Json(Signed(world, "AWS_PRESIGNED_URL", "?X-Signature=top-secret"))).On("signed/file", Fault.Forbidden);
        Assert.True((await world.SyncAsync(Options(world))).IsComplete);
        Assert.Equal(2, world.Server.Requests.Count(r => r.Path.EndsWith("credentials-for-write", StringComparison.Ordinal)));
        Assert.DoesNotContain(Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("top-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_version_that_no_run_made_is_refused_and_told()
    {
        await using var world = await World.OpenAsync();
        var file = world.Scratch("m.onnx");
        await File.WriteAllTextAsync(file, "weights");
        using (var client = ModelTracking.Tests.Some.Client(o => o.Store = world.Folder))
        {
            client.Models.Register("net", client.Repository("net").Commit("first", c => c.Model("net", file)));
        }

        await using var replicator = new ModelTracking.Replication.Replicator(ModelTracking.Backends.FileStore.Open(world.Folder), [new ModelTracking.MLflow.Replication.MlflowTarget(Options(world))]);
        var problem = Assert.Single(await replicator.SyncModelsAsync(ModelTracking.Versioning.VersionStore.Open(world.Folder).Models));
        Assert.Contains("Databricks keeps the files of a model version only as artifacts of a run", problem, StringComparison.Ordinal);
        Assert.Single(world.Server.State.Experiments);
    }

    [Fact]
    public async Task A_run_without_an_experiment_has_a_path_to_go_to()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(_ => { }, experiment: "default");
        Assert.True((await world.SyncAsync(Options(world))).IsComplete);
        Assert.Equal("/Shared/default", world.Server.State.Experiments[world.Run(id).ExperimentId].Name);
    }
}
