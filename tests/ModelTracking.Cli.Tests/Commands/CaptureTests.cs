using System.Text;
using ModelTracking.Backends;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>What was captured about a run can be read, compared, brought back and drawn.</summary>
public sealed class CaptureTests : IAsyncLifetime, IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    public async Task InitializeAsync()
    {
        await using var client = Some.Client(new FileBackend(Store));
        foreach (var (name, number) in ((string, int)[])[("first", 1), ("second", 2)])
        {
            await using var run = client.StartRun("captured", new RunOptions { Name = name });
            var patch = Encoding.UTF8.GetBytes($"patch {number}\n");
            run.LogArtifact(patch, "code/changes.patch");
            run.LogText($"{{\"packages\":[{{\"name\":\"A\",\"version\":\"{number}.0\"}},{{\"name\":\"B\",\"version\":\"1\"}}]}}", "environment/packages.json");
            run.Log(new CodeCaptured
            {
                Commit = Commit,
                Branch = "main",
                IsDirty = true,
                ChangedFiles = 1,
                Patch = "code/changes.patch",
                LeftOut = [new LeftOutFile(".env", "has the name of a file that holds secrets")],
                LeftOutCount = 1,
            });
            run.Log(new EnvironmentCaptured { Host = "box", User = "me", Cores = 8, Framework = ".NET 10", PackageCount = 2, PackagesArtifact = "environment/packages.json", Notes = ["No NVIDIA GPU is visible."] });
            run.Log(new ConsoleLogged([new ConsoleLine(Some.Time, ConsoleSource.Out, "hello"), new ConsoleLine(Some.Time, ConsoleSource.Error, "careful")]));
            run.Log(new ConsoleLogged([new ConsoleLine(Some.Time, ConsoleSource.Out, "bye")]) { Dropped = 7 });
            run.LogDataset("rows", [[1, 2], [3, 4]]);
            run.LogMetric("system/cpu_utilization_percentage", 12);
            run.LogMetric("loss", 0.5);
            run.LogConfusionMatrix("confusion", ["cat", "dog"], [[48, 2], [5, 45]]);
            run.LogRocCurve("roc", [0.9, 0.8, 0.3, 0.1], [true, false, true, false]);
            run.LogHistogram("weights", [1.0, 2, 2, 3], bins: 2);
            run.LogFeatureImportance("importance", new Dictionary<string, double> { ["age"] = 0.5, ["size"] = -0.25 });
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private async Task<ToolRun> Good(params string[] args)
    {
        var run = await ToolRun.Of(Store, 100, args);
        Assert.Equal(0, run.ExitCode);
        return run;
    }

    [Fact]
    public async Task Show_tells_code_machine_data_and_log_and_keeps_the_machines_metrics_apart()
    {
        var output = (await Good("show", "first")).Output;
        foreach (var expected in (string[])["0123456789ab", "1 changed file", ".env: has the name", "me@box", "sha256:", "2 rows", "careful", "3 lines in all, 7 lines lost", "1 metric of the machine"])
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("cpu_utilization", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_come_in_order_and_say_where_lines_are_lost()
    {
        Assert.Equal("hello\ncareful\n… 7 lines lost here: more was printed than a run keeps\nbye\n", (await Good("logs", "first")).Output);
        Assert.Equal("bye\n", (await Good("logs", "first", "--tail", "1")).Output);
        Assert.Contains("careful", (await Good("logs", "first", "--errors")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_prints_the_patch_alone_and_says_the_rest_on_standard_error()
    {
        var run = await Good("patch", "second");
        Assert.Equal("patch 2\n", run.Output);
        Assert.Contains($"git checkout {Commit[..12]}", run.Error, StringComparison.Ordinal);
        Assert.Contains(".env", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Env_shows_one_run_and_compares_two()
    {
        Assert.Contains("No NVIDIA GPU is visible.", (await Good("env", "first")).Output, StringComparison.Ordinal);
        var lines = (await Good("env", "first", "second")).Output.Split('\n').Where(l => l.Length > 0).ToArray();
        Assert.Contains(lines, l => l.Contains("1.0", StringComparison.Ordinal) && l.Contains("2.0", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.TrimStart().StartsWith("B ", StringComparison.Ordinal));
        Assert.Contains("are the same.", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("charts/confusion.json", "93.0 %")]
    [InlineData("charts/roc.json", "area 0.75")]
    [InlineData("charts/weights.json", "4 values")]
    [InlineData("charts/importance.json", "age")]
    public async Task Charts_are_drawn(string path, string expected) =>
        Assert.Contains(expected, (await Good("artifacts", "first", "--show", path)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_no_chart_is_said_to_be_none()
    {
        var run = await ToolRun.Of(Store, 100, ["artifacts", "first", "--show", "code/changes.patch"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("no chart that can be drawn", run.Error, StringComparison.Ordinal);
    }
}
