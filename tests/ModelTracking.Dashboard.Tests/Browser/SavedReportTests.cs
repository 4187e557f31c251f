using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Reports that were saved as one file, opened from a disk without server or network.</summary>
public sealed class SavedReportTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private async Task<(IPage Page, List<string> Complaints)> OpenAsync(string name, string content, string file)
    {
        var id = await ReportTexts.SaveAsync(browser.Site, name, content);
        await File.WriteAllBytesAsync(file, await browser.Site.Client.GetByteArrayAsync($"api/reports/{id}/html"));
        return await browser.UnpluggedAsync(file);
    }

    [SkippableFact]
    public async Task A_report_in_one_file_has_charts_that_zoom_tables_that_sort_and_links_to_its_runs()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync("Sent by mail", ReportTexts.Story, folder["report.html"]);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sent by mail");
        await Expect(page).ToHaveTitleAsync("Sent by mail");
        await Expect(page.Locator(".live-chart").First.Locator(".plot canvas")).ToHaveCountAsync(1);
        await Expect(page.Locator(".note.bad")).ToHaveCountAsync(0);
        await Expect(page.Locator(".live-chart").Nth(1).Locator(".readout").First).ToContainTextAsync("adam · 6 runs");
        await page.SetViewportSizeAsync(1280, 3000);
        await Expect(page.Locator(".plot canvas")).ToHaveCountAsync(3);
        await Expect(page.Locator(".live-artifact .matrix")).ToHaveCountAsync(1);
        await Expect(page.Locator(".live-compare .diff thead .base")).ToContainTextAsync("wide-adam-best");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(BrowserFixture.Screenshots, "light", "saved-report.png"), FullPage = true });

        // The lines are those of the metric, read with keys and zoomed with the mouse.
        var plot = page.Locator(".live-chart").First.Locator(".plot");
        await plot.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".live-chart").First.Locator(".readout .at")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\d{1,2}$"));
        var box = (await plot.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 200, box.Y + 100);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 400, box.Y + 100, new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show all" }).ClickAsync();

        var rows = page.Locator(".live-runs [data-row]");
        await Expect(rows).ToHaveCountAsync(6);
        await Expect(rows.First).ToContainTextAsync("wide-adam-best");
        await page.Locator(".live-runs .head", new PageLocatorOptions { HasText = "units" }).ClickAsync();
        await Expect(page.Locator(".live-runs [data-row='0']")).ToContainTextAsync("512");
        await page.Locator(".live-runs .head", new PageLocatorOptions { HasText = "units" }).ClickAsync();
        await Expect(page.Locator(".live-runs [data-row='0']")).ToContainTextAsync("64");

        await page.Locator(".runcard h3 a").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("wide-adam-best");
        await page.Locator("[data-tab=metrics]").ClickAsync();
        await Expect(page.Locator(".card[aria-label=accuracy] .readout b").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0\\.98"));
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Report" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sent by mail");
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task Mistakes_and_harm_are_told_and_shown_as_text_in_a_file_too()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync("<img src=x onerror=alert(1)>", ReportTexts.Mistakes + "\n\n" + ReportTexts.Hostile, folder["hostile.html"]);
        await Expect(page.Locator("h1")).ToHaveTextAsync("<img src=x onerror=alert(1)>");
        await Expect(page.Locator(".live-runs").First).ToContainTextAsync("statu");
        await Expect(page.Locator(".live-run").First).ToContainTextAsync("not there, or not yours");
        await Expect(page.Locator(".live-run h3")).ToContainTextAsync(DemoStore.HostileName);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(BrowserFixture.Screenshots, "light", "saved-report-hostile.png"), FullPage = true });
        Assert.Empty(complaints);
    }
}
