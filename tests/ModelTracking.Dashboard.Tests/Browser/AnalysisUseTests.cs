using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Asking what many runs say together: groups, params, distributions.</summary>
public sealed class AnalysisUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Grid = string.Join('&', Enumerable.Range(0, 24).Select(i => $"run={DemoStore.Grid(i)}"));

    private static async Task<string> DownloadAsync(IPage page, ILocator button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!);
    }

    [SkippableFact]
    public async Task Who_knows_no_statistics_reads_whether_groups_differ_and_takes_the_numbers_along()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=significance&{Grid}");
        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { NameRegex = new Regex("^Groups") }).SelectOptionAsync("params.lr");
        await page.GetByLabel("Compared with").SelectOptionAsync("0.01");
        await Expect(page.Locator(".conclusions li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".conclusions li").First).ToContainTextAsync(new Regex("^0\\.0003 is higher than 0\\.01 by .*, which is better\\. That is a large difference"));
        await Expect(page.Locator("figure circle")).ToHaveCountAsync(24);
        await page.AddressHoldsAsync("against=0.01");
        await page.Locator("figure a").First.FocusAsync();
        await Expect(page.Locator(".readout b")).ToHaveTextAsync(new Regex("^(adam|sgd)-"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
        var csv = (await DownloadAsync(page, page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save as CSV" }))).Split("\r\n");
        Assert.Equal(5, csv.Length);
        Assert.StartsWith("params.lr,runs,mean,std,mean_low,mean_high,difference,", csv[0], StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        Assert.Contains("<svg", await DownloadAsync(page, page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("as SVG$") })), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { NameRegex = new Regex("^Value") }).SelectOptionAsync("duration");
        await Expect(page.Locator(".conclusions li")).ToHaveCountAsync(3);
        await visit.GoAsync($"compare?tab=significance&group=params.optimizer&run={DemoStore.Grid(0)}&run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}&run={DemoStore.Grid(3)}");
        await Expect(page.Locator(".note.warned")).ToContainTextAsync("With 2 runs in the smaller group");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Two_params_make_a_map_in_which_a_cell_without_a_run_is_left_open_and_a_cell_leads_to_its_runs()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=scatter&xa=params.lr&run={DemoStore.Hero}&{Grid}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Heat map" }).ClickAsync();
        await page.GetByLabel("Along y").SelectOptionAsync("params.units");
        await page.GetByLabel("Cells show").SelectOptionAsync("metrics.accuracy[validation]");
        await page.AddressHoldsAsync("as=heat");

        // The widest net was trained with one rate alone; each other cell has the two seeds of the grid.
        await Expect(page.Locator(".heat thead th")).ToHaveTextAsync([new Regex("units"), new Regex("^0.0003$"), new Regex("^0.001$"), new Regex("^0.003$"), new Regex("^0.01$")]);
        await Expect(page.Locator(".heat tbody th")).ToHaveTextAsync(["512", "256", "128", "64"]);
        await Expect(page.Locator(".heat td.empty-cell")).ToHaveCountAsync(3);
        await Expect(page.Locator(".heat td small")).ToHaveCountAsync(12);
        await Expect(page.Locator(".heat td.best")).ToHaveCountAsync(1);
        await visit.ScreenshotAsync("light", "compare-heat-open");
        Assert.Empty(await visit.AxeAsync());
        Assert.Contains("<svg", await DownloadAsync(page, page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("as SVG$") })), StringComparison.Ordinal);
        await page.Locator(".heat tbody tr").Nth(1).Locator("td a").First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Groups_are_dashed_by_a_second_value_and_split_by_a_third()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=charts&group=params.lr&{Grid}");
        await page.GetByLabel("Dash by").SelectOptionAsync("params.optimizer");
        await page.GetByLabel("Split by").SelectOptionAsync("params.units");
        var card = page.Locator(".card[aria-label='accuracy · validation']");
        await Expect(card.Locator(".facet h4")).ToHaveTextAsync(["64", "128", "256"]);

        // Of the grid's runs an even rate goes with adam, an odd one with sgd: four lines in each chart, of two dashes.
        await Expect(card.Locator(".facet").First.Locator(".key")).ToHaveCountAsync(4);
        await page.SoonAsync(async () => Assert.Equal(2, await card.EvaluateAsync<int>("c => new Set([...c.querySelector('.facet').querySelectorAll('.swatch path')].map(p => p.getAttribute('stroke-dasharray'))).size")));
        await page.SoonAsync(async () => Assert.Equal(4, await card.EvaluateAsync<int>("c => new Set([...c.querySelector('.facet').querySelectorAll('.swatch path')].map(p => p.getAttribute('stroke'))).size")));
        await card.Locator(".plot").First.FocusAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Show all" })).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await visit.SettleAsync();
        await Expect(card.Locator(".facet h4")).ToHaveCountAsync(3);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Histograms_of_all_steps_are_seen_at_once_as_a_ridge_and_as_a_heat_map()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=evaluation");
        var card = page.Locator(".card[aria-label='weights/layer1']");
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Ridge" }).ClickAsync();
        await Expect(card.Locator("path.ridge")).ToHaveCountAsync(5);
        await page.AddressHoldsAsync("hist=ridge");
        await card.GetByText("In numbers").ClickAsync();
        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(5);
        var csv = (await DownloadAsync(page, card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save weights/layer1 as CSV" }))).Split("\r\n");
        Assert.Equal("step,from,to,count", csv[0]);
        Assert.Equal(5, csv.Skip(1).Select(l => l.Split(',')[0]).Distinct().Count());
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Heat map" }).ClickAsync();
        await Expect(card.Locator("path.ridge")).ToHaveCountAsync(0);
        await card.Locator("svg[role=img] g").Nth(2).HoverAsync();
        await Expect(card.Locator(".readout b")).ToHaveTextAsync(new Regex("^step 2"));
        Assert.Contains("<svg", await DownloadAsync(page, card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save weights/layer1 as SVG" })), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }
}
