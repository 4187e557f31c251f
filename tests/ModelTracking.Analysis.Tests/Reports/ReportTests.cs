using System.Text;
using System.Text.RegularExpressions;
using ModelTracking.Analysis.Reports;
using ModelTracking.Backends;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Tests.Analysis.Reports;

public sealed partial class ReportTests : IAsyncLifetime
{
    private readonly InMemoryBackend _memory = new();
    private RunComparison _comparison = null!;
    private GateResult[] _gates = [];

    [GeneratedRegex("https?://|//[a-z]|@import|url\\(|<link[^>]+href=\"(?!data:,)|src=", RegexOptions.IgnoreCase)]
    private static partial Regex Request();

    public async Task InitializeAsync()
    {
        await using var client = Some.Client(_memory);
        var ids = new List<RunId>();
        for (var i = 0; i < 3; i++)
        {
            await using var run = client.StartRun("iris", new RunOptions { Name = i == 2 ? "</script><img src=x onerror=alert(1)>|*x*" : $"run-{i}" });
            ids.Add(run.Id);
            run.LogParam("lr", 0.1 * (i + 1));
            run.LogParam("epochs", 10);
            for (var step = 0; step < 500; step++)
            {
                run.Metric("accuracy", goal: MetricGoal.Maximize).Log(0.5 + (i * 0.1) + (step / 2048.0), step);
                run.LogMetric("loss", step == 250 ? double.NaN : 1.0 / (step + 1), step);
            }
        }

        _comparison = await RunComparison.CompareAsync(_memory, ids);
        _gates = [await RunGate.Parse("metrics.accuracy < baseline").CheckAsync(_memory, _comparison.Runs[1], _comparison.Baseline)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> Html()
    {
        using var bytes = new MemoryStream();
        await HtmlReport.WriteAsync(bytes, _memory, _comparison, _gates);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [Fact]
    public async Task The_page_holds_all_it_needs_and_asks_for_nothing()
    {
        var html = await Html();
        Assert.Empty(Request().Matches(html.Replace("</script>&lt;img src=x", "", StringComparison.Ordinal).Replace("&lt;img src=x", "", StringComparison.Ordinal)).Select(m => m.Value));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<figure>"));
        Assert.Contains("data-run=\"2\"", html, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"same\"><th scope=\"row\">epochs</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_name_is_markup_stays_text()
    {
        var html = await Html();
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "</script>"));
        Assert.Contains("\\|\\*x\\*", MarkdownReport.Write(_comparison), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", MarkdownReport.Write(_comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_shows_what_differs_and_what_gates_say()
    {
        var text = MarkdownReport.Write(_comparison, _gates);
        Assert.Contains("✅ passed: **run-1** – metrics.accuracy is 0.843652, baseline 0.743652", text, StringComparison.Ordinal);
        Assert.Contains("| lr | 0.1 | 0.2 (+0.1, +100.0 %) |", text, StringComparison.Ordinal);
        Assert.Contains("🟢", text, StringComparison.Ordinal);
        Assert.DoesNotContain("epochs", text, StringComparison.Ordinal);
        Assert.Contains("epochs", MarkdownReport.Write(_comparison, all: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_fits_a_comment_however_many_params_there_are()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var ids = new List<RunId>();
        for (var i = 0; i < 2; i++)
        {
            await using var run = client.StartRun("big");
            ids.Add(run.Id);
            for (var p = 0; p < 3000; p++)
            {
                run.LogParam($"param.{p}", i + p);
            }
        }

        var text = MarkdownReport.Write(await RunComparison.CompareAsync(memory, ids));
        Assert.InRange(text.Length, 1, MarkdownReport.MaxLength);
        Assert.Contains("3000 more rows did not fit", text, StringComparison.Ordinal);
    }
}
