using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Runs leave as tables and come back.</summary>
public sealed class ExchangeTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var backend = new FileBackend(_folder["store"]);
        await Samples.WriteAsync(backend);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> Call(string store, params string[] args) => ToolRun.Of(_folder[store], Terminal.Unlimited, args, folder: _folder.Path);

    [Fact]
    public async Task Runs_go_to_standard_output_as_csv_or_json_lines()
    {
        var csv = await Call("store", "export", "params.l2 = 0.1 ORDER BY run_name", "--columns", "run_name, params.l2");
        Assert.Equal("run_name,params.l2\r\nbaseline,0.1\r\ngrid-1,0.1\r\nsecond-thoughts,0.1\r\n", csv.Output);
        var lines = await Call("store", "export", "params.l2 = 0.1 ORDER BY run_name", "--format", "jsonl", "--points", "--metric", "accuracy");
        Assert.Equal(60 + 1 + 21, lines.JsonLines.Count);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task What_left_as_a_table_comes_back_once(string format)
    {
        Assert.Equal(0, (await Call("store", "export", "--out", $"points.{format}", "--points")).ExitCode);
        Assert.Equal(0, (await Call("store", "export", "--out", $"runs.{format}")).ExitCode);
        Assert.Contains("Imported", (await Call("copy", "import", format, $"points.{format}")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Call("copy", "import", format, $"runs.{format}")).ExitCode);
        Assert.Contains("Imported 0 runs.  10 of 10 runs had nothing new.", (await Call("copy", "import", format, $"runs.{format}")).Output, StringComparison.Ordinal);
        var (was, now) = (await Call("store", "metrics", Samples.Baseline, "loss", "--csv"), await Call("copy", "metrics", Samples.Baseline, "loss", "--csv"));
        Assert.Equal(was.Output, now.Output);
    }

    [Fact]
    public async Task A_store_leaves_as_a_file_store_of_MLflow_and_comes_back_once()
    {
        var left = await Call("store", "export", "--format", "mlruns", "--out", "mlruns");
        var back = await Call("copy", "import", "mlruns", "mlruns");
        var again = await Call("copy", "import", "mlruns", "mlruns");
        Assert.Equal((0, 0, 0), (left.ExitCode, back.ExitCode, again.ExitCode));
        Assert.Contains("10 runs", left.Error, StringComparison.Ordinal);
        Assert.Contains("Imported 10 runs", back.Output, StringComparison.Ordinal);
        Assert.Contains("Imported 0 runs: 0 points, 0 artifacts.  10 runs had nothing new.", again.Output, StringComparison.Ordinal);
        var points = left.Error.Split(", ").Single(p => p.EndsWith(" points", StringComparison.Ordinal));
        Assert.Contains(points, back.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export --format mlruns", 2, "give --out DIR")]
    [InlineData("import mlruns .", 1, "is not a file store of MLflow")]
    [InlineData("export --format xlsx", 2, "'xlsx' is no format")]
    [InlineData("export --format parquet", 2, "--out runs.parquet")]
    [InlineData("export --points --columns run_name", 2, "columns of its own")]
    [InlineData("import xls a.xls", 2, "There are: csv, mbconfig, mlruns, neptune, parquet, tensorboard.")]
    [InlineData("import csv nothing.csv", 1, "nothing.csv")]
    [InlineData("import neptune .", 1, "holds nothing of Neptune's")]
    public async Task Bad_usage_says_what_to_write(string commandLine, int exitCode, string expected)
    {
        var run = await Call("store", commandLine.Split(' '));
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
