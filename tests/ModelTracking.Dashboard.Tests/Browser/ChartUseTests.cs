using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Asking charts and tables for more than they show at first, and taking along what they show.</summary>
public sealed class ChartUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Grid = string.Join('&', Enumerable.Range(0, 24).Select(i => $"run={DemoStore.Grid(i)}"));

    private static ILocator Card(IPage page, string name) => page.Locator($".card[aria-label='{name}']");

    private static async Task HoverAsync(IPage page, ILocator card, double across, double down)
    {
        var at = (await card.Locator(".u-over").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(at.X + (at.Width * across)), (float)(at.Y + (at.Height * down)));
    }

    private static async Task<string> DownloadAsync(IPage page, ILocator button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!);
    }

    [SkippableFact]
    public async Task A_metric_is_drawn_along_another_one_and_the_address_says_which()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=metrics");
        await page.GetByLabel("A metric along x").SelectOptionAsync("optimizer/learning_rate");
        await page.AddressHoldsAsync("x=metric");
        await visit.SettleAsync();
        var card = Card(page, "accuracy");
        await card.Locator(".plot").FocusAsync();
        await page.Keyboard.PressAsync("Home");

        // The rate begins at zero; along steps the first place were 0 too, so the last one is looked at: no rate is a step.
        await Expect(card.Locator(".readout .at")).ToHaveTextAsync("0");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(card.Locator(".readout .at")).ToHaveTextAsync(new Regex("^0\\.000|e−"));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Outliers_leave_the_axis_and_are_counted_and_what_a_run_told_of_stands_in_its_charts()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=metrics");
        var card = Card(page, "loss");
        await Expect(card.Locator(".readout")).Not.ToContainTextAsync("beyond the axis");
        await page.GetByLabel("Ignore outliers").CheckAsync();
        await Expect(card.Locator(".readout")).ToContainTextAsync("beyond the axis");
        await card.ScrollIntoViewIfNeededAsync();
        await HoverAsync(page, card, 3210 / 4999.0, 0.5);
        await Expect(card.Locator(".readout .mark")).ToContainTextAsync("jumped to 4.1");
        await visit.ScreenshotAsync("light", "run-metric-mark", whole: false);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Among_many_lines_the_one_next_to_the_mouse_is_named()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=charts&{Grid}");
        var card = Card(page, "accuracy");
        for (var down = 0.02; down < 1 && await card.Locator(".readout .lit").CountAsync() == 0; down += 0.03)
        {
            await HoverAsync(page, card, 0.5, down);
            await page.FrameAsync();
        }

        await Expect(card.Locator(".readout .lit")).ToHaveCountAsync(1);
        await page.SoonAsync(async () => Assert.InRange(await card.Locator(".readout .key").CountAsync(), 2, 12));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Runs_as_points_have_a_trend_and_the_colour_of_a_value()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=scatter&{Grid}");
        await page.GetByLabel("Along x").SelectOptionAsync("params.lr");
        await page.GetByLabel("Colour by").SelectOptionAsync("params.units");
        await page.GetByLabel("Trend").CheckAsync();
        await Expect(page.Locator("line.trend")).ToHaveCountAsync(1);
        await Expect(page.Locator(".readout")).ToContainTextAsync(new Regex("trend explains \\d+ % of 24 runs"));
        await Expect(page.Locator(".hue")).ToContainTextAsync("units");
        await page.SoonAsync(async () => Assert.Equal(3, await page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('figure circle')].map(c => c.getAttribute('fill'))).size")));
        Assert.Contains("<svg", await DownloadAsync(page, page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("as SVG$") })), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_range_on_an_axis_keeps_some_runs_with_the_mouse_and_with_keys()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"compare?tab=parallel&{Grid}");
        var axis = page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { NameRegex = new Regex("^Range of units") });
        await axis.FocusAsync();
        for (var i = 0; i < 11; i++)
        {
            await page.Keyboard.PressAsync("ArrowUp");
        }

        await Expect(page.Locator(".readout [role=status]")).ToHaveTextAsync("8 of 24 runs are within the ranges");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator("rect.range")).ToHaveCountAsync(0);

        await axis.ScrollIntoViewIfNeededAsync();
        var at = (await axis.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(at.X + (at.Width / 2), at.Y + 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(at.X + (at.Width / 2), at.Y + (at.Height * 0.4f));
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".readout [role=status]")).ToHaveTextAsync("8 of 24 runs are within the ranges");
        await page.AddressHoldsAsync("range=params.units");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Compare only these 8" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 8 runs");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Pictures_of_runs_are_compared_at_one_step_and_laid_one_over_the_other()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(PageTests.Pages["compare-images"]);
        var section = page.Locator(".section", new PageLocatorOptions { Has = page.Locator("h2", new PageLocatorOptions { HasText = "samples" }) });
        await Expect(section.Locator("figcaption").First).ToContainTextAsync("step 4000");
        await section.GetByLabel("Step").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(section.Locator("figcaption").First).ToContainTextAsync("step 0");
        await section.GetByLabel("One over the other").CheckAsync();
        await Expect(section.Locator(".stack img")).ToHaveCountAsync(2);
        await section.GetByLabel("Uncovered").FillAsync("20");
        await Expect(section.Locator(".above")).ToHaveAttributeAsync("style", new Regex("80%"));
        await visit.ScreenshotAsync("light", "compare-images-over");
        Assert.Empty(await visit.AxeAsync());
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_matrix_is_taken_along_as_numbers_and_as_a_picture()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=evaluation");
        var card = Card(page, "confusion");
        var svg = await DownloadAsync(page, card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save confusion as SVG" }));
        Assert.StartsWith("<?xml", svg, StringComparison.Ordinal);
        Assert.Equal(121, Regex.Count(svg, "text-anchor=\"(middle|end)\""));
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
        var csv = (await DownloadAsync(page, card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Save as CSV" }))).Split("\r\n");
        Assert.Equal(11, csv.Length);
        Assert.All(csv, l => Assert.Equal(11, l.Split(',').Length));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Columns_are_ordered_show_another_value_of_a_metric_and_leave_as_Markdown()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("?experiment=digits&columns=" + Uri.EscapeDataString("params.optimizer\nmetrics.loss[validation]"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Columns" }).ClickAsync();
        await page.GetByLabel("Which value of loss").SelectOptionAsync("min");
        await page.GetByLabel("Move loss to the left").ClickAsync();
        await Expect(page.Locator(".thead .head .title").First).ToContainTextAsync("min · validation");
        await visit.ScreenshotAsync("light", "runs-columns", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".thead .head", new PageLocatorOptions { HasText = "loss" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
        var lines = (await DownloadAsync(page, page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save as Markdown" }))).Split('\n');
        Assert.Equal("| Run | Status | Started | Duration | loss · min · validation | optimizer |", lines[0]);
        Assert.EndsWith("| ---: | --- |", lines[1], StringComparison.Ordinal);
        Assert.Equal(2 + 26, lines.Count(l => l.StartsWith('|')));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task The_graph_of_a_model_shows_which_commits_are_versions_and_what_one_changed()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("models/digits");
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Graph" }).ClickAsync();
        await Expect(page.Locator(".badge.version")).ToHaveCountAsync(3);
        await Expect(page.Locator(".graph li", new PageLocatorOptions { HasText = "version 2" })).ToContainTextAsync("Twice as wide");
        await page.Locator(".graph li", new PageLocatorOptions { HasText = "version 2" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "against parent" }).ClickAsync();
        await Expect(page.Locator(".diff")).ToContainTextAsync("units");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_small_number_keeps_what_it_says_beside_a_large_one_in_its_column()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync("?experiment=digits&group=params.units&columns=params.lr");
        await Expect(visit.Page.Locator("tbody tr", new PageLocatorOptions { HasText = "128" }).Locator("td.number").Nth(1)).ToContainTextAsync("0.003575");
        await Expect(visit.Page.Locator("tbody tr").Last.Locator("td.number").Nth(1)).ToContainTextAsync("3");
    }

    [SkippableFact]
    public async Task Runs_are_starred_in_the_list_with_a_key_and_found_again()
    {
        using var folder = new ModelTracking.Tests.TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.StartRun("first", new RunOptions { Name = "one" }).Dispose();
            client.StartRun("first", new RunOptions { Name = "other" }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync("?sort=run_name");
        await page.Locator("[data-row='1']").FocusAsync();
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("[data-row='1'] .star")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Starred" }).ClickAsync();
        await Expect(page.Locator(".total")).ToContainTextAsync("1 run");
        await Expect(page.Locator("[data-row='0'] a")).ToHaveTextAsync("other");
        Assert.Empty(visit.Complaints);
    }
}
