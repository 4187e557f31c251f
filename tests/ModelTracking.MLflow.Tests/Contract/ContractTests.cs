using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlflow.Stub;
using ModelTracking.MLflow.Connection;
using ModelTracking.MLflow.Tests.Replication;

namespace ModelTracking.MLflow.Tests.Contract;

/// <summary>What is said to a server is what a real one was heard to take, and what a real one was heard to say is understood.</summary>
public class ContractTests
{
    /// <summary>Recorded routes that nothing here calls, and why.</summary>
    private static readonly Dictionary<string, string> NoCounterpart = new()
    {
        ["GET /health"] = "a first request tells as much",
        ["POST /api/2.0/mlflow/runs/log-metric"] = "log-batch",
        ["POST /api/2.0/mlflow/runs/log-parameter"] = "log-batch",
        ["GET /api/2.0/mlflow/experiments/search"] = "the same by POST",
        ["GET /ajax-api/2.0/mlflow/metrics/get-history-bulk"] = "of MLflow's own pages",
        ["POST /ajax-api/2.0/mlflow/experiments/search-datasets"] = "of MLflow's own pages",
        ["POST /ajax-api/2.0/mlflow/upload-artifact"] = "of MLflow's own pages",
        ["GET /get-artifact"] = "of MLflow's own pages",
        ["GET /api/2.0/mlflow-artifacts/artifacts"] = "artifacts/list of the run",
        ["DELETE /api/2.0/mlflow-artifacts/artifacts/*"] = "artifacts of runs are kept",
        ["POST /api/2.0/mlflow/registered-models/get-latest-versions"] = "registered-models/get gives them",
        ["POST /api/2.0/mlflow/runs/bogus"] = "no route",
        ["GET /api/2.0/mlflow/runs/create"] = "no route",
    };

    /// <summary>Recorded parts of answers that no entity has, and why.</summary>
    private static readonly Dictionary<string, string> NotRead = new()
    {
        ["run_uuid"] = "the old name of run_id",
        ["root_uri"] = "the run's artifact_uri",
    };

    /// <summary>Called routes that were not recorded, and the recorded one whose shape they have in MLflow's own client.</summary>
    private static readonly Dictionary<string, string> Alike = new()
    {
        ["PATCH /api/2.0/mlflow/experiments/permissions/update"] = "POST /api/2.0/mlflow/experiments/permissions/create",
        ["DELETE /api/2.0/mlflow/experiments/permissions/delete"] = "POST /api/2.0/mlflow/experiments/permissions/create",
        ["POST /api/2.0/mlflow/registered-models/permissions/create"] = "POST /api/2.0/mlflow/experiments/permissions/create",
        ["GET /api/2.0/mlflow/registered-models/permissions/get"] = "GET /api/2.0/mlflow/experiments/permissions/get",
        ["PATCH /api/2.0/mlflow/registered-models/permissions/update"] = "POST /api/2.0/mlflow/experiments/permissions/create",
        ["DELETE /api/2.0/mlflow/registered-models/permissions/delete"] = "POST /api/2.0/mlflow/experiments/permissions/create",
    };

    private static async Task<SeenRequest[]> RequestsAsync(StoreKind store)
    {
        await using var world = await World.OpenAsync(store);
        await EveryCall.MakeAsync(world);
        await using var guarded = await World.OpenAsync(options: new StubOptions { Store = store, Admin = ("admin", "password1234") });
        await EveryCall.ManageUsersAsync(guarded);
        return [.. world.Server.Requests, .. guarded.Server.Requests];
    }

    // A registered model stands where the recording has an experiment.
    private static string AsAlike(string route, string name) => Alike.ContainsKey(route) && route.Contains("registered-models", StringComparison.Ordinal) && name is "name" or "name:String" ? "experiment_id" + name[4..] : name;

    private static void AssertNone(IEnumerable<string> gaps)
    {
        if (string.Join('\n', gaps) is { Length: > 0 } list)
        {
            Assert.Fail(list);
        }
    }

    private static string RouteOf(SeenRequest request) => RecordedLine.RouteOf(request.Method, request.Path);

    private static IEnumerable<string> QueryKeys(SeenRequest request) =>
        request.RawTarget.Split('?', 2) is [_, var query] ? query.Split('&').Select(p => p.Split('=')[0]) : [];

    [Theory]
    [InlineData(StoreKind.Sql)]
    [InlineData(StoreKind.File)]
    public async Task Every_request_is_of_a_recorded_shape(StoreKind store)
    {
        var recorded = RecordedLine.All.Where(l => !l.Name.StartsWith("ERR", StringComparison.Ordinal)).ToLookup(l => l.Route);
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var request in await RequestsAsync(store))
        {
            var route = RouteOf(request);
            var shape = Alike.GetValueOrDefault(route, route);
            if (!recorded.Contains(shape))
            {
                differences.Add($"{route} was never recorded");
                continue;
            }

            foreach (var key in QueryKeys(request).Select(k => AsAlike(route, k)).Except(recorded[shape].SelectMany(l => l.QueryKeys)))
            {
                differences.Add($"{route}?{key}= was never recorded");
            }

            if (request.Headers.GetValueOrDefault("content-type") == "application/json" && !route.Contains("mlflow-artifacts/artifacts", StringComparison.Ordinal))
            {
                var known = recorded[shape].SelectMany(l => Leaves.Kinds(l.Request)).ToHashSet();
                if (route == "POST /api/2.0/mlflow/runs/log-batch")
                {
                    // A point of a batch is a point by itself: so it was recorded with a model and a data set.
                    known.UnionWith(recorded["POST /api/2.0/mlflow/runs/log-metric"].SelectMany(l => Leaves.Kinds(l.Request)).Where(k => k is "model_id:String" or "dataset_name:String" or "dataset_digest:String").Select(k => "metrics[]." + k));
                }

                differences.UnionWith(Leaves.Kinds(JsonNode.Parse(request.Text)).Select(k => AsAlike(route, k)).Except(known).Select(k => $"{route}: {k} was never recorded"));
            }
        }

        AssertNone(differences);
    }

    [Fact]
    public async Task Every_recorded_route_is_called_or_it_is_said_why_not()
    {
        var called = (await RequestsAsync(StoreKind.Sql)).Select(RouteOf).ToHashSet();
        var recorded = RecordedLine.All.Select(l => l.Route).ToHashSet();
        AssertNone(recorded.Except(called).Except(NoCounterpart.Keys));
        AssertNone(NoCounterpart.Keys.Where(called.Contains));
        AssertNone(NoCounterpart.Keys.Except(recorded));
        AssertNone(Alike.Keys.Except(called));
        AssertNone(Alike.Keys.Where(recorded.Contains));
    }

    [Fact]
    public void Every_good_answer_is_understood_to_the_last_value()
    {
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var line in RecordedLine.All.Where(l => l.IsGood && !NoCounterpart.ContainsKey(l.Route) && l.Answer is JsonObject group && group["$text"] is null))
        {
            var answer = JsonSerializer.Deserialize(line.Answer!.ToJsonString(), MlflowJson.Default.Answer)!;
            var kept = Leaves.Values(JsonNode.Parse(JsonSerializer.Serialize(answer, MlflowJson.Default.Answer))).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
            foreach (var value in Leaves.Values(line.Answer).GroupBy(v => v).Where(g => kept.GetValueOrDefault(g.Key) < g.Count()))
            {
                lost.Add($"{line.Route}: {Leaves.PathOf(value.Key)}");
            }

            count++;
        }

        Assert.InRange(count, 200, 1000);
        AssertNone(lost.Where(l => !NotRead.Keys.Any(n => l.EndsWith("." + n, StringComparison.Ordinal) || l.EndsWith(" " + n, StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_refusal_is_understood_with_its_code_and_its_words()
    {
        var bad = RecordedLine.All.Where(l => !l.IsGood).ToArray();
        Assert.InRange(bad.Length, 100, 1000);
        foreach (var line in bad)
        {
            var body = line.Answer is JsonObject text && text["$text"] is { } raw ? (string)raw! : line.Answer!.ToJsonString();
            var (code, message) = ErrorText.Read(Encoding.UTF8.GetBytes(body));
            Assert.Equal((string?)(line.Answer as JsonObject)?["error_code"], code);
            Assert.DoesNotContain('<', line.Answer?["message"] is null ? message : "");
            Assert.NotEmpty(message);
        }
    }

    [Fact]
    public void A_request_of_another_shape_would_be_seen()
    {
        var recorded = RecordedLine.All.Where(l => l.Name == "runs/log-batch").SelectMany(l => Leaves.Kinds(l.Request)).ToHashSet();
        Assert.Empty(Leaves.Kinds(JsonNode.Parse("""{"run_id":"a","metrics":[{"key":"k","value":1,"timestamp":1,"step":0}]}""")).Except(recorded));
        Assert.Equal(["metrics[].step:String", "params[].key2:String"], Leaves.Kinds(JsonNode.Parse("""{"metrics":[{"step":"0"}],"params":[{"key2":"x"}]}""")).Except(recorded));
    }
}
