using System.Text;
using ModelTracking.Analysis.Reports;
using ModelTracking.Backends;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Tests.Analysis.Reports;

/// <summary>The report is opened in a real browser that is cut off from everything. Its picture stays as a test result: <c>artifacts/test-results/report.png</c>.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Patch = "diff --git a/src/Train.cs b/src/Train.cs\nindex 1..2 100644\n--- a/src/Train.cs\n+++ b/src/Train.cs\n@@ -10,4 +10,4 @@\n var loss = new CrossEntropy();\n-var rate = 0.1;\n+var rate = RATE;\n Train(loss, rate);\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_page_that_asks_for_something_is_found_out()
    {
        Skip.If(Browser.Path is null, "Chromium is not installed here (apt-get install chromium).");
        var file = _folder["bad.html"];
        await File.WriteAllTextAsync(file, "<!doctype html><title>x</title><img src=\"https://example.com/a.png\">");
        Assert.Contains("asked 1,", (await Browser.OpenAsync(await Browser.WatchedAsync(file), _folder["bad.png"], _folder.Path)).Page, StringComparison.Ordinal);
    }

    private static async Task<(InMemoryBackend, RunComparison)> Runs()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var ids = new List<RunId>();
        var random = new Random(3);
        foreach (var (name, rate, optimizer) in new[] { ("brave-otter-417", 0.1, "sgd"), ("calm-heron-22", 0.03, "adam"), ("swift-lynx-903", 0.3, "sgd"), ("quiet-moth-58", 0.01, "adamw") })
        {
            await using var run = client.StartRun("digits", new RunOptions { Name = name });
            ids.Add(run.Id);
            run.LogParams(new Dictionary<string, object?> { ["learning_rate"] = rate, ["optimizer"] = optimizer, ["batch_size"] = 64, ["epochs"] = 40, ["augment"] = rate < 0.1 });
            run.SetTag("team", "vision");
            run.SetTag("stage", rate < 0.05 ? "candidate" : "experiment");
            var (loss, accuracy) = (run.Metric("loss", "train", MetricGoal.Minimize), run.Metric("accuracy", "validation", MetricGoal.Maximize));
            for (var step = 0; step < 2000; step++)
            {
                loss.Log((2.3 * Math.Exp(-step * rate / 60)) + 0.05 + (rate * 0.3) + (0.12 * random.NextDouble()), step);
                if (step % 50 == 0 && !(rate > 0.2 && step > 1500))
                {
                    accuracy.Log(0.98 - (0.88 * Math.Exp(-step * rate / 80)) - (rate * 0.1) + (0.008 * random.NextDouble()), step);
                    run.LogMetric("gradient_norm", rate > 0.2 && step > 1200 ? double.NaN : 1 + (3 * Math.Exp(-step / 400.0)) + random.NextDouble(), step);
                }
            }

            run.LogArtifact(Encoding.UTF8.GetBytes(Patch.Replace("RATE", rate.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)), "code/changes.patch");
            run.Log(new CodeCaptured { Commit = "0123456789abcdef0123456789abcdef01234567", Branch = "main", IsDirty = true, ChangedFiles = 1, Patch = "code/changes.patch" });
            run.Log(new EnvironmentCaptured { Host = "gpu-7", User = "ada", Cores = 16, Framework = rate < 0.05 ? ".NET 10.0.1" : ".NET 8.0.20" });
        }

        return (memory, await RunComparison.CompareAsync(memory, ids));
    }

    [SkippableFact]
    public async Task The_report_opens_offline_and_asks_for_nothing()
    {
        Skip.If(Browser.Path is null, "Chromium is not installed here (apt-get install chromium); the page was not opened.");
        var (memory, comparison) = await Runs();
        var gate = RunGate.Parse("metrics.accuracy[validation] < baseline - 0.02");
        var gates = new List<GateResult>();
        foreach (var run in comparison.Runs.Skip(1))
        {
            gates.Add(await gate.CheckAsync(memory, run, comparison.Baseline));
        }

        var file = _folder["report.html"];
        await using (var stream = File.Create(file))
        {
            await HtmlReport.WriteAsync(stream, memory, comparison, gates);
        }

        var results = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "../../../test-results")).FullName;
        var picture = Path.Combine(results, "report.png");
        File.Delete(picture);
        var (page, console) = await Browser.OpenAsync(await Browser.WatchedAsync(file), picture, _folder.Path);

        Assert.Contains("<title>asked 0, stopped 0</title>", page, StringComparison.Ordinal);
        Assert.Equal("", console);
        Assert.Contains("brave-otter-417", page, StringComparison.Ordinal);
        Assert.True(new FileInfo(picture).Length > 20_000);
    }
}
