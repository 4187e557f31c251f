using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Using what shows files, and the conditions of a query.</summary>
public sealed class ViewerUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Files = $"runs/{DemoStore.Files}";

    [SkippableFact]
    public async Task Markup_in_Markdown_and_notebooks_is_text_and_asks_nobody()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Files);
        await Expect(page.Locator(".markdown h3").First).ToHaveTextAsync("Digits");
        await Expect(page.Locator(".markdown")).ToContainTextAsync("<script>alert(1)</script> <img src=x onerror=alert(1)>");
        Assert.Equal(["https://example.org/codes"], await page.Locator(".markdown a").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"));
        await Expect(page.Locator(".markdown img")).ToHaveCountAsync(0);
        await visit.GoAsync($"{Files}?tab=artifacts&path=card.md");
        await Expect(page.Locator(".markdown img")).ToHaveCountAsync(1);
        await visit.GoAsync($"{Files}?tab=artifacts&path=train.ipynb");
        await Expect(page.Locator(".nbcell.code")).ToHaveCountAsync(4);
        await Expect(page.Locator(".outputs .error")).ToContainTextAsync("System.IO.IOException: no space");
        await page.FrameLocator("iframe").Locator("td").WaitForAsync();
        visit.Complaints.RemoveAll(c => c.Contains("sandboxed", StringComparison.Ordinal) || c.Contains("CSP: script-src", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Notebooks_of_two_runs_differ_cell_by_cell_with_their_outputs_side_by_side()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync($"compare?tab=files&run={DemoStore.Files}&run={DemoStore.FilesAfter}");
        await Expect(visit.Page.Locator(".notebook > p")).ToHaveTextAsync("Cells: 1 changed, 1 added, 1 removed, 3 the same.");
        var changed = visit.Page.Locator(".nbchange.changed");
        await Expect(changed.Locator(".patch .removed").First).ToHaveTextAsync("-var net = new Net(units: 64);\n");
        await Expect(changed.Locator(".patch .added").First).ToHaveTextAsync("+var net = new Net(units: 256);\n");
        await Expect(changed.Locator(".sides > div")).ToHaveCountAsync(2);
        await Expect(changed.Locator(".sides > div").Nth(0)).ToContainTextAsync("accuracy 0.941");
        await Expect(changed.Locator(".sides > div").Nth(1)).ToContainTextAsync("accuracy 0.978");
        visit.Complaints.RemoveAll(c => c.Contains("sandboxed", StringComparison.Ordinal) || c.Contains("CSP: script-src", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_condition_is_taken_out_with_a_click_and_chosen_to_be_written_anew()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("?q=" + Uri.EscapeDataString("params.optimizer='adam' and params.units >= 256 order by run_name"));
        await Expect(page.Locator(".conditions .chip")).ToHaveCountAsync(3);
        await page.GetByLabel("Remove params.units >= 256").ClickAsync();
        await Expect(page.Locator("#query")).ToHaveValueAsync("params.optimizer = 'adam' ORDER BY run_name");
        await Expect(page.Locator(".total")).ToContainTextAsync("13 runs");
        await page.Locator(".conditions .chip button").First.ClickAsync();
        await Expect(page.Locator("#query")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("params.optimizer = 'sgd'");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#query")).ToHaveValueAsync("params.optimizer = 'sgd' ORDER BY run_name");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_chart_is_saved_as_SVG_with_its_lines_and_names()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=charts&group=params.optimizer&run={DemoStore.Grid(0)}&run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}");
        await page.Locator(".card header button").First.ClickAsync();
        await page.Locator("dialog canvas").WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Save as SVG").ClickAsync());
        var svg = System.Xml.Linq.XDocument.Load(await download.PathAsync());
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        Assert.Contains("accuracy · validation", texts);
        Assert.Contains("adam · 2 runs", texts);
        Assert.Equal(3, svg.Descendants().Count(e => e.Name.LocalName == "path"));
        Assert.Empty(visit.Complaints);
    }
}
