using ModelTracking.Cli.Tests.Shared;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Runs are asked for, compared and grouped from the command line.</summary>
public sealed class QueryTests(SampleStore store) : IClassFixture<SampleStore>
{
    private Task<ToolRun> Call(params string[] args) => ToolRun.Of(store.Folder, args);

    private async Task<string> Seen(int width, params string[] args)
    {
        var run = await ToolRun.Of(store.Folder, width, args);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        return run.Output;
    }

    [Fact]
    public async Task Runs_that_meet_a_query() => Approved.Equals(await Seen(140, "runs", "min(metrics.loss[train]) < 10 AND params.l2 IN (0.1, 0.0000001) OR tags.note IS NOT NULL ORDER BY metrics.loss[train] DESC"));

    [Fact]
    public async Task Runs_with_computed_columns() => Approved.Equals(await Seen(100, "runs", "epochs > 0 ORDER BY cost DESC", "--columns", "run_name, params.iterations AS epochs, max(metrics.loss[train]) / params.iterations AS cost, duration, start_time"));

    [Fact]
    public async Task Columns_are_json_too()
    {
        var run = await Call("runs", "SELECT run_name AS name, params.l2 * 2 AS twice, end_time WHERE params.trainer = 'sdca' ORDER BY twice", "--json");
        Assert.Equal([2e-7, 0.2, 0.2], run.Json.EnumerateArray().Select(r => r.GetProperty("twice").GetDouble()));
        Assert.Equal([Samples.Diverged, Samples.Fork, Samples.Baseline], run.Json.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Equal(32, run.Json[0].GetProperty("id").GetString()!.Length);
    }

    [Fact]
    public async Task An_error_in_a_query_is_marked_at_its_character()
    {
        var run = await Call("runs", "metrics.loss > AND params.lr = 1");
        Assert.Equal(2, run.ExitCode);
        var lines = run.Error.TrimEnd().Split('\n');
        Assert.StartsWith("error: Expected a field such as metrics.loss", lines[0], StringComparison.Ordinal);
        Assert.Equal("metrics.loss > AND params.lr = 1", lines[1]);
        Assert.Equal("               ^^^", lines[2]);
    }

    [Fact]
    public async Task A_misspelt_key_is_told_with_what_was_meant()
    {
        var run = await Call("runs", "metrics.acuracy[validation] > 0.5");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No run has metrics.acuracy. Did you mean metrics.accuracy?", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n^^^", run.Error, StringComparison.Ordinal);

        Assert.Contains("Did you mean metrics.accuracy?", (await Call("runs", "metrics.acc > 0.5")).Error, StringComparison.Ordinal);
        var found = await Call("runs", "tags.owner IS NULL", "--limit", "1");
        Assert.Equal(0, found.ExitCode);
        Assert.Contains("No run has tags.owner.", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_side_by_side() => Approved.Equals(await Seen(100, "compare", Samples.Baseline, Samples.Diverged));

    [Fact]
    public async Task Five_runs_in_a_narrow_terminal() => Approved.Equals(await Seen(80, "compare", "--where", "experiment = 'breast-cancer' LIMIT 5", "--baseline", Samples.Baseline));

    [Fact]
    public async Task A_comparison_as_markdown() => Approved.Equals(await Seen(100, "compare", Samples.Baseline, Samples.Fork, "--markdown", "--all", "--ignore", "artifacts.*"));

    [Fact]
    public async Task A_gate_decides_the_exit_code()
    {
        var good = await Call("compare", "grid-1", "grid-2", "--fail-if", "metrics.accuracy[validation] < baseline - 0.01", "--json");
        Assert.Equal(0, good.ExitCode);
        Assert.Equal("passed", good.Json.GetProperty("gates")[0].GetProperty("outcome").GetString());

        var bad = await Call("compare", "grid-1", "--baseline", "grid-2", "--fail-if", "metrics.accuracy[validation] < baseline - 0.01");
        Assert.Equal(3, bad.ExitCode);
        Assert.Contains("✗ failed", bad.Output, StringComparison.Ordinal);
        Assert.Contains("baseline 0.92234", bad.Output, StringComparison.Ordinal);

        Assert.Equal(3, (await Call("compare", "grid-1", "grid-2", "--fail-if", "metrics.nothing < baseline")).ExitCode);
        Assert.Equal(2, (await Call("compare", "grid-1", "grid-2", "--fail-if", "metrics.accuracy <")).ExitCode);
        Assert.Equal(2, (await Call("compare", "grid-1")).ExitCode);
    }

    [Fact]
    public async Task A_report_is_written_as_one_file()
    {
        var file = store.Elsewhere("report.html");
        var run = await Call("compare", Samples.Baseline, Samples.Diverged, "--html", file);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_runs() => Approved.Equals(await Seen(120, "group", "params.trainer", "--values", "min(metrics.loss[train]) AS loss, params.l2", "--where", "experiment = 'breast-cancer'"));

    [Fact]
    public async Task Groups_as_json_and_curves()
    {
        var table = await Call("group", "params.trainer", "--values", "duration", "--json");
        Assert.Equal(0, table.ExitCode);
        Assert.Equal(["sdca", "–"], table.Json.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").GetString()));
        var curve = await Call("group", "params.trainer", "--curve", "loss[train]", "--json");
        Assert.Equal(60, curve.Json.GetProperty("groups")[0].GetProperty("points").GetArrayLength());
        Assert.Equal(1, (await Call("group", "params.trainer", "--against", "nobody")).ExitCode);
    }
}
