using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mlflow.Stub;
using Mlflow.Stub.Faults;
using ModelTracking.MLflow.Tests.Replication;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Connection;

/// <summary>Databricks for machines: a service principal's id and secret are changed for tokens that last an hour.</summary>
public class ServicePrincipalTests
{
    private static Dictionary<string, string> Variables(World world) => new()
    {
        ["DATABRICKS_HOST"] = world.Server.Address.ToString(),
        ["DATABRICKS_CLIENT_ID"] = "my-id",
        ["DATABRICKS_CLIENT_SECRET"] = "my-secret",
    };

    private static MlflowOptions Options(World world, TimeProvider? time = null) => new()
    {
        Uri = "databricks",
        RetryDelay = TimeSpan.Zero,
        Variable = Variables(world).GetValueOrDefault,
        Home = world.Folder,
        TimeProvider = time ?? TimeProvider.System,
    };

    private static Fault Token(string token) => Fault.Json($$"""{"access_token": "{{token}}", "token_type": "Bearer", "expires_in": 3600}""");

    private static SeenRequest[] Asked(World world) => [.. world.Server.Requests.Where(r => r.Path.EndsWith("oidc/v1/token", StringComparison.Ordinal))];

    [Fact]
    public async Task A_token_is_asked_for_once_and_sent_with_every_request()
    {
        await using var world = await World.OpenAsync();
        var id = world.Train(run => run.LogMetric("loss", 1, 0));
        world.Server.Faults.Always("oidc/v1/token", Token("first"));
        Assert.True((await world.SyncAsync(Options(world))).IsComplete);
        Assert.Equal("FINISHED", world.Run(id).Status);
        var asked = Assert.Single(Asked(world));
        Assert.Equal("grant_type=client_credentials&scope=all-apis", asked.Text);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("my-id:my-secret"))}", asked.Headers["authorization"]);
        Assert.All(world.Server.Requests.Except([asked]), r => Assert.Equal("Bearer first", r.Headers["authorization"]));
    }

    [Fact]
    public async Task A_new_one_is_asked_for_before_the_old_one_ends_and_when_it_is_refused()
    {
        await using var world = await World.OpenAsync();
        var time = new FakeTimeProvider(Some.Time);
        world.Server.Faults.On("oidc/v1/token", Token("first")).On("oidc/v1/token", Token("second"), 2).On("oidc/v1/token", Token("third"), 3);
        using var mlflow = new MlflowClient(Options(world, time));
        await mlflow.Experiments.FindAsync("0");
        time.Advance(TimeSpan.FromMinutes(58));
        await mlflow.Experiments.FindAsync("0");
        Assert.Equal("Bearer first", world.Server.Requests.Last().Headers["authorization"]);
        time.Advance(TimeSpan.FromMinutes(1.5));
        await mlflow.Experiments.FindAsync("0");
        Assert.Equal("Bearer second", world.Server.Requests.Last().Headers["authorization"]);
        world.Server.Faults.On("experiments/get", Fault.Unauthorized);
        await mlflow.Experiments.FindAsync("0");
        Assert.Equal("Bearer third", world.Server.Requests.Last().Headers["authorization"]);
    }

    [Fact]
    public async Task A_wrong_secret_says_what_to_set_and_is_not_told_itself()
    {
        await using var world = await World.OpenAsync();
        world.Train(run => run.LogMetric("loss", 1, 0));
        world.Server.Faults.Always("oidc/v1/token", Fault.Status(401, """{"error":"invalid_client","error_description":"Client authentication failed"}"""));
        var problem = Assert.Single((await world.SyncAsync(Options(world))).Problems);
        Assert.Contains("DATABRICKS_CLIENT_SECRET", problem, StringComparison.Ordinal);
        Assert.Contains("Client authentication failed", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_may_name_a_service_principal()
    {
        await using var world = await World.OpenAsync();
        await File.WriteAllTextAsync(world.Scratch(".databrickscfg"), $"[ci]\nhost = {world.Server.Address}\nclient_id = profile-id\nclient_secret = profile-secret\n");
        world.Server.Faults.Always("oidc/v1/token", Token("first"));
        var options = Options(world);
        options.Uri = "databricks://ci";
        options.Variable = _ => null;
        using var mlflow = new MlflowClient(options);
        await mlflow.Experiments.FindAsync("0");
        Assert.StartsWith("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("profile-id:"))[..12], Asked(world).Single().Headers["authorization"], StringComparison.Ordinal);
    }
}
