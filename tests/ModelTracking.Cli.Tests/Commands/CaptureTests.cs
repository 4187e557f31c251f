using System.Text;
using System.Text.Json;
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
            run.LogHistogram("grads", [1.0], step: 1, bins: 2);
            run.LogHistogram("grads", [1.0, 2, 3, 4, 5], step: 2, bins: 2, caption: "layer 7");
            run.LogTable("errors.json", ["file", "loss"], [["a.png", 0.25], [null, double.NaN]]);
            run.LogTable("checks.json", ["check", "ok"], [["rows", true], ["labels", false]]);
            run.LogArtifact(new byte[] { 1, 2, 3 }, "weights.bin");
            run.LogText("""{"type":"confusion-matrix","labels":["a","b"],"counts":[[1]]}""", "charts/damaged.json");
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
        var difference = Assert.Single((await Good("env", "first", "second", "--json")).Json.EnumerateArray(), d => d.GetProperty("group").GetString() == "Packages");
        Assert.Equal(("A", "1.0", "2.0"), (difference.GetProperty("name").GetString(), difference.GetProperty("one").GetString(), difference.GetProperty("other").GetString()));
        Assert.Contains((await Good("env", "first", "--json")).Json.EnumerateArray(), v => v.GetProperty("name").GetString() == "host" && v.GetProperty("value").GetString() == "box");
    }

    [Theory]
    [InlineData("charts/confusion.json", "93.0 %")]
    [InlineData("confusion", "93.0 %")]
    [InlineData("charts/roc.json", "area 0.75")]
    [InlineData("charts/weights.json", "4 values")]
    [InlineData("charts/importance.json", "age")]
    [InlineData("errors.json", "a.png  0.25")]
    [InlineData("code/changes.patch", "patch 1")]
    [InlineData("checks.json", "labels  false")]
    public async Task Charts_tables_and_texts_are_drawn(string path, string expected) =>
        Assert.Contains(expected, (await Good("artifacts", "first", "--show", path)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_was_logged_by_step_is_drawn_as_it_was_at_the_last_one_or_at_the_one_that_is_asked_for()
    {
        var last = (await Good("artifacts", "first", "--show", "grads")).Output;
        Assert.Contains("5 values", last, StringComparison.Ordinal);
        Assert.Contains("step 2: layer 7", last, StringComparison.Ordinal);
        Assert.Contains("1 value", (await Good("artifacts", "first", "--show", "charts/grads", "--step", "1")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grads", "2 steps from 1 to 2")]
    [InlineData("confusion", "was logged without a step; leave out --step")]
    [InlineData("charts/confusion.json", "was logged without a step; leave out --step")]
    [InlineData("no-such-thing", "has no artifact 'no-such-thing'")]
    public async Task A_step_at_which_nothing_was_logged_is_said_to_be_so(string name, string said)
    {
        var run = await ToolRun.Of(Store, 100, ["artifacts", "first", "--show", name, "--step", "3"]);
        Assert.Equal(ExitCode.NotFoundOrDamaged, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.bin", "fetch it with --get")]
    [InlineData("charts/damaged.json", "damaged")]
    public async Task What_cannot_be_drawn_is_said_to_be_so(string path, string said)
    {
        var run = await ToolRun.Of(Store, 100, ["artifacts", "first", "--show", path]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_all_metrics_are_listed_those_of_the_machine_too()
    {
        var listed = (await Good("metrics", "first")).Output;
        Assert.Contains("loss", listed, StringComparison.Ordinal);
        Assert.Contains("system/cpu_utilization_percentage", listed, StringComparison.Ordinal);
        Assert.Equal(["loss", "system/cpu_utilization_percentage"], (await Good("metrics", "first", "--json")).Json.EnumerateArray().Select(m => m.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Cat_prints_the_content_of_what_was_captured()
    {
        var lines = (await Good("cat", "first")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToLookup(l => l.GetProperty("type").GetString());
        Assert.Equal(Commit, lines["code"].Single().GetProperty("commit").GetString());
        Assert.Equal("box", lines["environment"].Single().GetProperty("host").GetString());
        Assert.Equal("rows", lines["dataset"].Single().GetProperty("name").GetString());
        Assert.Equal(["hello", "careful", "bye"], lines["console"].SelectMany(c => c.GetProperty("lines").EnumerateArray()).Select(l => l.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Show_tells_what_was_used_over_time() =>
        Assert.Contains("processors 12 % busy on average", (await Good("show", "first")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Show_as_JSON_has_what_was_captured()
    {
        var captured = (await Good("show", "first", "--json")).Json.GetProperty("captured");
        Assert.Equal(Commit, captured.GetProperty("code")[0].GetProperty("commit").GetString());
        Assert.Equal(".env", captured.GetProperty("code")[0].GetProperty("leftOut")[0].GetProperty("path").GetString());
        Assert.Equal("box", captured.GetProperty("environments")[0].GetProperty("host").GetString());
        Assert.Equal(2, captured.GetProperty("datasets")[0].GetProperty("rows").GetInt64());
        Assert.Equal((3, 7), (captured.GetProperty("console").GetProperty("lines").GetInt64(), captured.GetProperty("console").GetProperty("dropped").GetInt64()));
        Assert.Equal("error", captured.GetProperty("console").GetProperty("tail")[1].GetProperty("source").GetString());
    }
}
