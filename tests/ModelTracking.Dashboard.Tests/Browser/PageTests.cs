using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Every page, as it is seen in light and dark. The pictures are kept.</summary>
public sealed class PageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Compared = string.Join('&', Enumerable.Range(0, 5).Select(i => $"run={DemoStore.Grid(i)}").Prepend($"run={DemoStore.Hero}"));
    private static readonly string Grid = string.Join('&', Enumerable.Range(0, 24).Select(i => $"run={DemoStore.Grid(i)}"));
    private static readonly string Files = $"runs/{DemoStore.Files}";
    private static readonly string Hero = $"runs/{DemoStore.Hero}";

    /// <summary>Fields whose edge stands out by less than 3 to 1 from what is around them (WCAG 2.2, 1.4.11), which axe does not look at.</summary>
    private const string FaintFields = """
        () => {
            const parts = color => color.match(/[\d.]+/g).map(Number);
            const light = color => parts(color).slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = e => e && (parts(getComputedStyle(e).backgroundColor)[3] === 0 ? ground(e.parentElement) : getComputedStyle(e).backgroundColor);
            const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
            return [...document.querySelectorAll('input:not([type=checkbox], [type=radio], [type=range], [type=hidden]), select, textarea, .query .box')]
                .filter(e => e.checkVisibility() && !e.disabled && parseFloat(getComputedStyle(e).borderTopWidth) > 0)
                .map(e => [e, contrast(getComputedStyle(e).borderTopColor, ground(e.parentElement))])
                .filter(([, c]) => c < 3)
                .map(([e, c]) => `${e.tagName.toLowerCase()}.${e.className} '${e.getAttribute('aria-label') ?? ''}' has an edge of ${c.toFixed(2)} to 1`);
        }
        """;

    internal static readonly Dictionary<string, string> Pages = new()
    {
        ["runs"] = "",
        ["runs-experiment"] = "?experiment=digits&sort=best(metrics.accuracy[validation])%20DESC&run=" + DemoStore.Grid(1) + "&run=" + DemoStore.Grid(2),
        ["runs-columns"] = "?experiment=digits&pin=params.optimizer&curve=metrics.loss%5Bvalidation%5D&baseline=" + DemoStore.Grid(1) + "&sort=params.optimizer,metrics.accuracy%5Bvalidation%5D%20DESC",
        ["runs-query"] = "?q=" + Uri.EscapeDataString("params.optimizer = 'adam' AND min(metrics.loss[validation]) < 0.4"),
        ["runs-nothing"] = "?q=" + Uri.EscapeDataString("params.optimizer = 'none'"),
        ["runs-groups"] = "?experiment=digits&group=params.units",
        ["runs-group-charts"] = "?experiment=digits&group=params.optimizer&view=charts&q=" + Uri.EscapeDataString("params.seed = 1"),
        ["run-overview"] = Hero,
        ["run-metrics"] = Hero + "?tab=metrics&smooth=0.8",
        ["run-metric-axis"] = Hero + "?tab=metrics&trim=1&x=metric:optimizer/learning_rate",
        ["run-gaussian"] = Hero + "?tab=metrics&smooth=gaussian%2050",
        ["run-log-axis"] = Hero + "?tab=metrics&logy=1&x=relative",
        ["run-evaluation"] = Hero + "?tab=evaluation",
        ["run-ridge"] = Hero + "?tab=evaluation&hist=ridge",
        ["run-histogram-heat"] = Hero + "?tab=evaluation&hist=heat",
        ["run-images"] = Hero + "?tab=images",
        ["run-artifacts"] = Hero + "?tab=artifacts",
        ["run-artifact-table"] = Hero + "?tab=artifacts&path=history.csv",
        ["run-artifact-json"] = Hero + "?tab=artifacts&path=config.json",
        ["run-notebook"] = Files + "?tab=artifacts&path=train.ipynb",
        ["run-dib"] = Files + "?tab=artifacts&path=explore.dib",
        ["run-markdown"] = Files + "?tab=artifacts&path=card.md",
        ["run-parquet"] = Files + "?tab=artifacts&path=rows.parquet",
        ["run-pipeline"] = Files + "?tab=artifacts&path=models/churn/model.zip",
        ["run-onnx"] = Files + "?tab=artifacts&path=models/net.onnx",
        ["compare-files"] = $"compare?tab=files&run={DemoStore.Files}&run={DemoStore.FilesAfter}",
        ["run-data"] = Hero + "?tab=data",
        ["run-log"] = Hero + "?tab=log",
        ["run-code"] = Hero + "?tab=code",
        ["run-environment"] = Hero + "?tab=environment",
        ["run-system"] = Hero + "?tab=system",
        ["run-raw"] = Hero + "?tab=raw",
        ["run-failed"] = $"runs/{DemoStore.Failed}",
        ["run-trials"] = $"runs/{DemoStore.Search}?tab=trials",
        ["run-hostile"] = $"runs/{DemoStore.Hostile}",
        ["run-hostile-html"] = $"runs/{DemoStore.Hostile}?tab=artifacts&path=report.html",
        ["run-none"] = "runs/ffffffffffffffffffffffffffffffff",
        ["compare-nothing"] = "compare",
        ["compare-differences"] = "compare?" + Compared,
        ["compare-charts"] = "compare?tab=charts&" + Compared,
        ["compare-group-charts"] = "compare?tab=charts&group=params.optimizer&band=std&" + Grid,
        ["compare-importance"] = "compare?tab=importance&" + Grid,
        ["compare-significance"] = "compare?tab=significance&group=params.lr&against=0.01&" + Grid,
        ["compare-significance-few"] = "compare?tab=significance&group=params.optimizer&" + Compared,
        ["compare-heat"] = "compare?tab=scatter&as=heat&xa=params.lr&y=params.units&" + Grid,
        ["compare-facets"] = "compare?tab=charts&group=params.lr&dash=params.optimizer&facet=params.units&band=none&" + Grid,
        ["compare-scatter"] = "compare?tab=scatter&" + Compared,
        ["compare-scatter-trend"] = "compare?tab=scatter&trend=1&hue=params.lr&xa=params.units&" + Grid,
        ["compare-parallel"] = "compare?tab=parallel&" + Compared,
        ["compare-parallel-range"] = "compare?tab=parallel&hue=metrics.accuracy%5Bvalidation%5D&range=params.units%7C0.400%7C1.000&" + Grid,
        ["compare-images"] = $"compare?tab=evaluation&run={DemoStore.Hero}&run={DemoStore.Files}&run={DemoStore.FilesAfter}",
        ["compare-evaluation"] = "compare?tab=evaluation&" + Compared,
        ["compare-code"] = "compare?tab=code&" + Compared,
        ["models"] = "models",
        ["model-versions"] = "models/digits",
        ["model-compare"] = "models/digits?tab=compare",
        ["model-graph"] = "models/digits?tab=graph",
        ["model-history"] = "models/digits?tab=history",
        ["histories"] = "history",
        ["history"] = "history/digits",
    };

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_page_is_accessible_and_asks_nobody_else(string view)
    {
        await using var visit = await browser.VisitAsync(View.Of(view));
        var found = new List<string>();
        foreach (var (name, path) in Pages)
        {
            await visit.GoAsync(path);
            await visit.ScreenshotAsync(view, name);
            found.AddRange((await visit.AxeAsync()).Concat(await visit.Page.EvaluateAsync<string[]>(FaintFields)).Select(f => $"{name}: {f}"));
            await Expect(visit.Page.Locator("h1")).ToHaveCountAsync(name == "run-none" ? 0 : 1);
        }

        // A browser reports as errors that a run is not there (404), and that a sandbox has stopped a script.
        visit.Complaints.RemoveAll(c => c.Contains("404", StringComparison.Ordinal) || c.Contains("sandboxed", StringComparison.Ordinal) || c.Contains("CSP: script-src", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [SkippableFact]
    public async Task The_list_scrolls_within_the_window_so_that_only_rows_in_view_are_drawn()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync("?nested=1");
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight - innerHeight"));
        await visit.Page.SoonAsync(async () => Assert.InRange(await visit.Page.Locator("[data-row]").CountAsync(), 15, 40));
    }

    [SkippableFact]
    public async Task A_name_that_is_markup_stands_there_as_it_was_written()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync($"runs/{DemoStore.Hostile}");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(DemoStore.HostileName);
        await Expect(visit.Page.Locator(".markdown")).ToHaveTextAsync("<b onmouseover=alert(1)>not bold</b>");
        await visit.GoAsync($"runs/{DemoStore.Hostile}?tab=artifacts&path=report.html");
        await visit.Page.FrameLocator("iframe").Locator("h1").WaitForAsync();
        await visit.GoAsync($"runs/{DemoStore.Hostile}?tab=artifacts&path=drawing.svg");
        await visit.GoAsync("?q=" + Uri.EscapeDataString("<script>alert(1)</script>"));

        // The sandbox tells of the script it has stopped; nothing ran, nothing left, nothing opened.
        visit.Complaints.RemoveAll(c => c.Contains("sandboxed", StringComparison.Ordinal) || c.Contains("CSP: script-src", StringComparison.Ordinal) || c.Contains("400", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Without_the_link_a_page_says_where_the_key_is()
    {
        await using var visit = await browser.VisitAsync();
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync(browser.Site.Origin + "/models");
        await Expect(visit.Page.Locator("p")).ToContainTextAsync("modeltracking ui");
        await visit.ScreenshotAsync("light", "login");
    }

    [SkippableFact]
    public async Task After_the_login_the_key_is_in_no_address()
    {
        await using var visit = await browser.VisitAsync();
        await Expect(visit.Page).ToHaveURLAsync(browser.Site.Origin + "/");
        Assert.Equal("", await visit.Page.EvaluateAsync<string>("() => document.cookie"));
        await visit.Page.GoBackAsync();
        Assert.DoesNotContain("token", visit.Page.Url, StringComparison.Ordinal);
    }
}
