using System.Text.Json;
using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

public sealed class JsonTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Fact]
    public async Task A_list_of_runs_holds_all_of_them_in_order()
    {
        var run = await ToolRun.Of(store.Folder, "runs", "--json", "--sort", "name");
        Assert.Equal(0, run.ExitCode);
        var names = run.Json.EnumerateArray().Select(r => r.GetProperty("name").GetString()).ToList();
        Assert.Equal(10, names.Count);
        Assert.Equal(names.Order(StringComparer.CurrentCulture), names);
    }

    [Fact]
    public async Task Experiments_count_their_runs_by_status()
    {
        var experiments = (await ToolRun.Of(store.Folder, "experiments", "--json")).Json.EnumerateArray().ToList();
        Assert.Equal(10, experiments.Sum(e => e.GetProperty("runCount").GetInt32()));
        Assert.All(experiments, e => Assert.Equal(e.GetProperty("runCount").GetInt32(), e.GetProperty("runs").EnumerateObject().Sum(r => r.Value.GetInt32())));
        Assert.Contains(experiments, e => e.GetProperty("runs").TryGetProperty("failed", out _));
    }

    [Fact]
    public async Task A_run_has_typed_params_in_full_and_what_they_were_before()
    {
        var run = (await ToolRun.Of(store.Folder, "show", Samples.Baseline, "--json")).Json.GetProperty("run");
        var all = run.GetProperty("params");
        Assert.Equal("sdca", all.GetProperty("trainer").GetString());
        Assert.Equal(0.1, all.GetProperty("l2").GetDouble());
        Assert.Equal(60, all.GetProperty("iterations").GetInt64());
        Assert.True(all.GetProperty("shuffle").GetBoolean());
        Assert.Equal("NaN", all.GetProperty("schedule.warmup").GetString());
        Assert.Equal([40], run.GetProperty("paramHistory").GetProperty("iterations").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal("2026-03-01T12:00:00Z", run.GetProperty("startTime").GetString());
        Assert.Equal(192, run.GetProperty("durationSeconds").GetDouble());
    }

    [Fact]
    public async Task Every_property_of_a_run_is_there_even_where_there_is_nothing_to_say()
    {
        var runs = (await ToolRun.Of(store.Folder, "runs", "--json")).Json.EnumerateArray().ToList();
        string[] expected =
        [
            "id", "experiment", "name", "description", "status", "startTime", "endTime", "lastActivity", "durationSeconds", "parentId",
            "forkedFrom", "forkStep", "error", "errorDetails", "params", "paramHistory", "tags", "metrics", "artifacts", "events",
        ];
        Assert.All(runs, r => Assert.Equal(expected, r.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task A_run_tells_what_was_captured_about_it()
    {
        var captured = (await ToolRun.Of(store.Folder, "show", Samples.Grid, "--json")).Json.GetProperty("captured");
        Assert.Equal(["code", "environments", "datasets", "models", "resources", "console"], captured.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_run_names_those_nested_in_it()
    {
        var shown = (await ToolRun.Of(store.Folder, "show", Samples.Grid, "--json")).Json;
        Assert.Equal(
            [Samples.Id(5).ToString(), Samples.Id(4).ToString()],
            shown.GetProperty("nestedRuns").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task A_metric_has_its_points_with_NaN_and_infinity_as_texts()
    {
        var series = (await ToolRun.Of(store.Folder, "metrics", Samples.Diverged, "loss", "--json", "--range", "7..9")).Json.EnumerateArray().Single();
        Assert.Equal("train", series.GetProperty("metric").GetProperty("context").GetString());
        Assert.Equal("minimize", series.GetProperty("metric").GetProperty("goal").GetString());
        var points = series.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal([7L, 8L, 9L], points.Select(p => p.GetProperty("step").GetInt64()));
        Assert.Equal(Math.Pow(3.7, 7), points[0].GetProperty("value").GetDouble());
        Assert.Equal(["Infinity", "NaN"], points.Skip(1).Select(p => p.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task A_metric_as_CSV_has_every_digit_and_every_context()
    {
        var csv = (await ToolRun.Of(store.Folder, "metrics", Samples.Baseline, "loss", "--csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 60 + 60, csv.Length);
        Assert.Equal("context,step,time,value", csv[0]);
        Assert.Equal(FormattableString.Invariant($"train,1,2026-03-01T12:00:03.200000Z,{0.05 + Math.Exp(-1 / 12.0):R}"), csv[2]);
    }

    [Fact]
    public async Task Cat_prints_every_record_and_every_point_in_the_order_of_logging()
    {
        var lines = (await ToolRun.Of(store.Folder, "cat", Samples.Baseline)).JsonLines;
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(i => (long)i), lines.Select(l => l.GetProperty("seq").GetInt64()));
        Assert.Equal(["writer", "seq", "time", "type"], lines[0].EnumerateObject().Take(4).Select(p => p.Name));
        Assert.Equal(60, lines.Count(l => Is(l, "metric") && l.GetProperty("key").GetString() == "accuracy" && l.GetProperty("context").GetString() == "validation"));
        Assert.Equal(
            ["artifact", "event", "metric", "metric-declared", "param", "run-ended", "run-started", "tag"],
            lines.Select(l => l.GetProperty("type").GetString()).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("finished", lines[^1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cat_says_NaN_and_infinity_as_texts()
    {
        var lines = (await ToolRun.Of(store.Folder, "cat", Samples.Diverged)).JsonLines;
        var texts = lines.Where(l => Is(l, "metric")).Select(l => l.GetProperty("value")).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString());
        Assert.Equal(["Infinity", "NaN", "NaN", "NaN"], texts);
    }

    [Fact]
    public async Task Artifacts_have_their_size_and_hash()
    {
        var artifact = (await ToolRun.Of(store.Folder, "artifacts", Samples.Baseline, "--json")).Json.EnumerateArray().Last();
        Assert.Equal("model/model.zip", artifact.GetProperty("path").GetString());
        Assert.Equal(123_456, artifact.GetProperty("size").GetInt64());
        Assert.Equal(64, artifact.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public async Task A_sound_store_is_said_to_be_sound()
    {
        var check = await ToolRun.Of(store.Folder, "doctor", "--artifacts", "--json");
        Assert.Equal(0, check.ExitCode);
        Assert.True(check.Json.GetProperty("sound").GetBoolean());
        Assert.Equal(0, check.Json.GetProperty("problems").GetArrayLength());
    }

    private static bool Is(JsonElement line, string type) => line.GetProperty("type").GetString() == type;
}
