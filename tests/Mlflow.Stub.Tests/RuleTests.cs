using System.Net;
using System.Text.Json.Nodes;

namespace Mlflow.Stub.Tests;

/// <summary>Rules that the recordings do not show, and what differs in 2.17.</summary>
public class RuleTests
{
    [Fact]
    public async Task Two_seventeen_knows_no_logged_models_and_answers_whole_histories()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Version = ServerVersion.V2_17 });
        using var api = new Api(server);
        var run = await api.NewRunAsync();
        await api.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"a","value":1,"timestamp":1,"step":1},{"key":"a","value":2,"timestamp":2,"step":2}]}""");
        using var models = await api.SendAsync("POST", "api/2.0/mlflow/logged-models", """{"experiment_id":"0"}""");
        using var tag = await api.SendAsync("POST", "api/2.0/mlflow/experiments/delete-experiment-tag", """{"experiment_id":"0","key":"a"}""");
        var history = await api.CallAsync("GET", $"api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=a");
        using var version = await api.SendAsync("GET", "version");
        Assert.Equal(HttpStatusCode.NotFound, models.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, tag.StatusCode);
        Assert.Equal(2, history["metrics"]!.AsArray().Count);
        Assert.Equal("2.17.2", await version.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_bare_not_a_number_in_a_batch_becomes_a_zero_and_swallows_the_rest()
    {
        await using var server = await MlflowStub.StartAsync();
        using var api = new Api(server);
        var run = await api.NewRunAsync();
        await api.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"a","value":NaN,"timestamp":5,"step":5},{"key":"b","value":2,"timestamp":2}],"params":[{"key":"p","value":"1"}]}""");
        var stored = server.State.Runs[run];
        Assert.Equal((0.0, 0L, 0L), (stored.Points("a")[0].Value, stored.Points("a")[0].Timestamp, stored.Points("a")[0].Step));
        Assert.Empty(stored.Points("b"));
        Assert.Empty(stored.Params);
    }

    [Theory]
    [InlineData(StoreKind.Sql, 1)]
    [InlineData(StoreKind.File, 2)]
    public async Task A_point_that_comes_twice_is_kept_once_by_a_database_and_twice_by_files(StoreKind store, int kept)
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Store = store });
        using var api = new Api(server);
        var run = await api.NewRunAsync();
        for (var i = 0; i < 2; i++)
        {
            await api.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"a","value":"NaN","timestamp":5,"step":5}]}""");
        }

        Assert.Equal(kept, server.State.Runs[run].Points("a").Count);
        Assert.Equal(1, server.State.Runs[run].DuplicatePoints);
    }

    [Fact]
    public async Task A_file_goes_up_in_parts_where_the_store_takes_them()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Multipart = true });
        using var api = new Api(server);
        var run = await api.NewRunAsync();
        var begun = await api.CallAsync("POST", $"api/2.0/mlflow-artifacts/mpu/create/0/{run}/artifacts", """{"path":"/tmp/big.bin","num_parts":2}""");
        var parts = new JsonArray();
        foreach (var credential in begun["credentials"]!.AsArray())
        {
            using var sent = await api.SendAsync("PUT", (string)credential!["url"]!, $"part {credential["part_number"]};");
            parts.Add(new JsonObject { ["part_number"] = (int)credential["part_number"]!, ["etag"] = sent.Headers.ETag!.Tag, ["url"] = (string)credential["url"]! });
        }

        Assert.DoesNotContain($"0/{run}/artifacts/big.bin", server.State.Artifacts.Paths);
        await api.CallAsync("POST", $"api/2.0/mlflow-artifacts/mpu/complete/0/{run}/artifacts", new JsonObject { ["path"] = "/tmp/big.bin", ["upload_id"] = (string)begun["upload_id"]!, ["parts"] = parts }.ToJsonString());
        using var read = await api.SendAsync("GET", $"api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/big.bin");
        Assert.Equal("part 1;part 2;", await read.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_server_that_does_not_truncate_refuses_long_values()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { TruncateLongValues = false });
        using var api = new Api(server);
        var run = await api.NewRunAsync();
        var answer = await api.PostAsync("runs/log-parameter", $$"""{"run_id":"{{run}}","key":"p","value":"{{new string('x', 6001)}}"}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", (string)answer["error_code"]!);
    }

    [Fact]
    public async Task Requests_are_kept_as_they_were_sent()
    {
        await using var server = await MlflowStub.StartAsync();
        using var api = new Api(server);
        await api.NewRunAsync();
        var seen = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/2.0/mlflow/runs/create"), (seen.Method, seen.Path));
        Assert.Contains("1767225600000", seen.Text, StringComparison.Ordinal);
    }
}
