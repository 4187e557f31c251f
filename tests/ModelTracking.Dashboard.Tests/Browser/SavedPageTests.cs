using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Pages that were saved as one file.</summary>
public sealed class SavedPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private async Task<(Microsoft.Playwright.IPage Page, List<string> Complaints)> OpenAsync(string query, string file)
    {
        await File.WriteAllBytesAsync(file, await browser.Site.Client.GetByteArrayAsync("api/share?" + query));
        return await browser.UnpluggedAsync(file);
    }

    [SkippableFact]
    public async Task A_run_in_one_file_is_interactive_without_server_or_network()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync($"run={DemoStore.Hero}", folder["run.html"]);
        await Expect(page.Locator("h1")).ToHaveTextAsync("wide-adam-best");
        await page.Locator("[data-tab=metrics]").ClickAsync();
        await Expect(page.Locator(".plot canvas")).ToHaveCountAsync(4);
        await Expect(page.Locator(".card", new() { HasText = "loss" }).First.Locator(".readout")).ToContainTextAsync("validation");
        await page.Locator("[data-tab=evaluation]").ClickAsync();
        await Expect(page.Locator(".matrix td").First).ToBeVisibleAsync();
        await page.Locator("[data-tab=images]").ClickAsync();
        await Expect(page.Locator("img.picture")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^data:image/png"));
        await page.Locator("[data-tab=log]").ClickAsync();
        await Expect(page.Locator(".log > div")).ToHaveCountAsync(40);
        await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Screenshots, "light", "saved-run.png") });
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task A_comparison_in_one_file_leads_to_its_runs()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync($"run={DemoStore.Hero}&run={DemoStore.Grid(0)}&run={DemoStore.Grid(1)}", folder["comparison.html"]);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 3 runs");
        await page.Locator("[data-tab=charts]").ClickAsync();
        await Expect(page.Locator(".plot canvas").First).ToBeVisibleAsync();
        await page.Locator(".chips a").Nth(1).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("adam-64-1");
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task Heat_maps_ridges_zoom_and_smoothing_work_in_a_file_too()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync($"run={DemoStore.Hero}&run={DemoStore.Grid(0)}&run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}", folder["comparison.html"]);
        await page.Locator("[data-tab=scatter]").ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Heat map" }).ClickAsync();
        await Expect(page.Locator(".heat td.hit").First).ToBeVisibleAsync();
        await page.Locator("[data-tab=charts]").ClickAsync();
        await page.GetByLabel("Kind of smoothing").SelectOptionAsync("gaussian");
        await Expect(page.Locator(".slider output")).ToHaveTextAsync("5 points");
        var card = page.Locator(".card[aria-label='loss']");
        await card.Locator(".plot").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Show all" })).ToHaveCountAsync(1);
        await page.Locator(".chips a").First.ClickAsync();
        await page.Locator("[data-tab=evaluation]").ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Ridge" }).ClickAsync();
        await Expect(page.Locator("path.ridge")).ToHaveCountAsync(5);
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task Hostile_names_do_no_more_in_a_file_than_on_the_page()
    {
        using var folder = new TempFolder();
        var (page, complaints) = await OpenAsync($"run={DemoStore.Hostile}", folder["hostile.html"]);
        await Expect(page.Locator("h1")).ToHaveTextAsync(DemoStore.HostileName);
        await page.Locator("[data-tab=artifacts]").ClickAsync();
        await Expect(page.Locator(".tree li")).ToHaveCountAsync(4);
        Assert.Empty(complaints);
    }
}
