using System.Text.Json;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

/// <summary>Every search that a real MLflow server was seen to answer gives the same runs here.</summary>
public class MlflowSearchTests
{
    // What MLflow cannot do and says so: here it has a meaning, or is refused as well.
    private static readonly string[] RefusedHereToo =
    [
        "metrics.acc = 'x'", "bogus.x = 1", "metrics.acc >", "attributes.end_time > 'a'", "metrics.acc LIKE '1'", "params.bs IN ()", "attributes.start_time LIKE '1'",
        "bogus DESC", "metrics.acc UP", "metrics.acc DESC NULLS LAST",
    ];

    public static TheoryData<string, string> Searches()
    {
        var data = new TheoryData<string, string>();
        foreach (var server in new[] { "file", "sqlite" })
        {
            foreach (var name in Lines(server).Where(l => l.Text("path") == "/api/2.0/mlflow/runs/search" && l.Query().Length > 0).Select(l => l.Text("name")))
            {
                data.Add(server, name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task A_recorded_search_gives_the_same_runs(string server, string name)
    {
        var line = Lines(server).First(l => l.Text("name") == name);
        var query = line.Query();
        if (line.GetProperty("status").GetInt32() != 200)
        {
            if (RefusedHereToo.Any(r => query == r || query == $"ORDER BY {r}"))
            {
                var error = Assert.Throws<FilterException>(() => RunSearch.Parse(query));
                Assert.InRange(error.Position, 0, query.Length);
            }

            return;
        }

        var runs = new FixedReader([.. Runs(server)]);
        var found = await new RunQuery(runs).Where(query).ToListAsync();
        var expected = line.GetProperty("response").TryGetProperty("runs", out var answered) ? answered.EnumerateArray().Select(r => r.GetProperty("info").GetProperty("run_name").GetString()!).ToArray() : [];
        var isWhole = !line.GetProperty("response").TryGetProperty("next_page_token", out _);
        Assert.Equal(expected, found.Select(r => r.Name).Take(expected.Length));
        Assert.True(!isWhole || found.Count == expected.Length, $"{query}: MLflow found {expected.Length} runs, and {found.Count} were found here.");
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task What_is_sent_to_a_server_leaves_out_no_run_that_the_query_keeps(string server, string name)
    {
        var query = Lines(server).First(l => l.Text("name") == name).Query();
        if (query.Contains("ORDER BY", StringComparison.Ordinal) || !TryParse(query, out var filter))
        {
            return;
        }

        var runs = new FixedReader([.. Runs(server)]);
        var all = await new RunQuery(runs).Where(filter).ToIdsAsync();
        var sent = MlflowFilter.Of(filter);
        var coarse = sent.Text.Length == 0 ? await new RunQuery(runs).ToIdsAsync() : await new RunQuery(runs).Where(sent.Text).ToIdsAsync();
        Assert.Subset(coarse.ToHashSet(), all.ToHashSet());
    }

    [Theory]
    [InlineData("metrics.acc > 0.3 AND params.bs = '32' AND tags.mlflow.parentRunId = 'x'", "metrics.acc > 0.3 AND params.bs = '32' AND tags.mlflow.parentRunId = 'x'", null)]
    [InlineData("metrics.acc BETWEEN 0.1 AND 0.3", "metrics.acc >= 0.1 AND metrics.acc <= 0.3", null)]
    [InlineData("params.`opt/name` LIKE 'ad%' AND params.lr < 0.1", "params.`opt/name` LIKE 'ad%'", "params.lr < 0.1")]
    [InlineData("metrics.a > 1 OR metrics.b > 1", "", "metrics.a > 1 OR metrics.b > 1")]
    [InlineData("min(metrics.a) < 1 AND status = 'finished'", "attributes.status = 'FINISHED'", "min(metrics.a) < 1")]
    [InlineData("status = 'running'", "", "status = 'running'")]
    [InlineData("run_name = 'it''s' AND start_time > '2026-01-01'", "", "run_name = 'it''s' AND start_time > '2026-01-01'")]
    [InlineData("tags.x LIKE 'a(b%'", "", "tags.x LIKE 'a(b%'")]
    public void A_query_is_sent_as_far_as_MLflow_understands_it(string query, string sent, string? rest)
    {
        var filter = MlflowFilter.Of(RunFilter.Parse(query));
        Assert.Equal((sent, rest), (filter.Text, filter.Rest?.ToString()));
    }

    private static bool TryParse(string query, out RunFilter filter)
    {
        try
        {
            filter = RunFilter.Parse(query);
            return true;
        }
        catch (FilterException)
        {
            filter = null!;
            return false;
        }
    }

    private static IEnumerable<JsonElement> Lines(string server) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reading", "Fixtures", $"mlflow-searches-3.8-{server}.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);

    // As the server had them while it was searched: all were active, and none had ended.
    private static IEnumerable<RunSummary> Runs(string server) => Lines(server)
        .Where(l => l.GetProperty("status").GetInt32() == 200)
        .Select(l => l.GetProperty("response"))
        .SelectMany(r => r.TryGetProperty("runs", out var runs) ? runs.EnumerateArray() : r.TryGetProperty("run", out var run) ? [run] : Enumerable.Empty<JsonElement>())
        .Where(r => r.Info("run_name") != "child-renamed")
        .GroupBy(r => r.Info("run_id"))
        .Select(g => MlflowRun(g.MaxBy(r => r.GetRawText().Length)));

    private static RunSummary MlflowRun(JsonElement run)
    {
        var tags = run.Data("tags").ToDictionary(t => t.Text("key"), t => t.Text("value"));
        tags["mlflow.user"] = run.GetProperty("info").TryGetProperty("user_id", out var user) ? user.GetString()! : "";
        var start = DateTimeOffset.FromUnixTimeMilliseconds(run.GetProperty("info").GetProperty("start_time").GetInt64());
        return new RunSummary
        {
            Id = RunId.Parse(run.Info("run_id")),
            Experiment = "vision",
            Name = run.Info("run_name"),
            Status = RunStatus.Running,
            StartTime = start,
            LastActivity = start,
            Tags = tags,
            Captured = new CapturedSummary { Datasets = [.. Datasets(run)] },
            Params = [.. run.Data("params").Select(p => new ParamEntry(p.Text("key"), ParamValue.Of(p.Text("value"))))],
            Metrics = [.. run.Data("metrics").Select(m => new MetricSummary { Key = m.Text("key"), Count = 1, Last = Number(m.GetProperty("value")) })],
        };
    }

    private static IEnumerable<DatasetLogged> Datasets(JsonElement run) =>
        run.GetProperty("inputs").TryGetProperty("dataset_inputs", out var inputs)
            ? inputs.EnumerateArray().Select(i => new DatasetLogged(i.GetProperty("dataset").Text("name"), i.GetProperty("dataset").Text("digest"))
            {
                Context = i.TryGetProperty("tags", out var tags) ? tags.EnumerateArray().First(t => t.Text("key") == "mlflow.data.context").Text("value") : null,
            })
            : [];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
