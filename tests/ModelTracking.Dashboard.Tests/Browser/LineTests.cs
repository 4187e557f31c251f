using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Looking closer at lines, and smoothing them.</summary>
public sealed class LineTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Metrics = $"runs/{DemoStore.Hero}?tab=metrics";

    private static ILocator Card(IPage page, string name) => page.Locator($".card[aria-label='{name}']");

    private static ILocator ShowAll(IPage page) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show all", Exact = true });

    private static async Task PointAsync(IPage page, ILocator card, double across)
    {
        await card.ScrollIntoViewIfNeededAsync();
        var at = (await card.Locator(".u-over").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(at.X + (at.Width * across)), (float)(at.Y + (at.Height / 2)));
    }

    /// <summary>What somebody who does not see the chart is told of the part that is shown.</summary>
    private static Task SpansAsync(ILocator card, string from) => Expect(card.Locator(".plot")).ToHaveAttributeAsync("aria-label", new Regex($"Shown from {from} to "));

    [SkippableFact]
    public async Task The_wheel_with_Ctrl_looks_closer_at_all_charts_in_step_and_without_it_the_page_scrolls()
    {
        await using var visit = await browser.VisitAsync(View.Zoomed);
        var page = visit.Page;
        await visit.GoAsync(Metrics);
        var card = Card(page, "loss");
        await PointAsync(page, card, 0.5);
        var before = await page.EvaluateAsync<double>("() => scrollY");
        await page.Mouse.WheelAsync(0, 120);
        await page.WaitForFunctionAsync("before => scrollY > before", before);
        await Expect(ShowAll(page)).ToHaveCountAsync(0);

        await PointAsync(page, card, 0.5);
        await page.Keyboard.DownAsync("Control");
        await page.Mouse.WheelAsync(0, -400);
        await page.Keyboard.UpAsync("Control");
        await page.SoonAsync(async () => Assert.Equal(await page.Locator(".plot canvas").CountAsync(), await ShowAll(page).CountAsync()));
        await Expect(ShowAll(page).First).ToBeVisibleAsync();
        await SpansAsync(card, "6\\d\\d");
        await SpansAsync(Card(page, "accuracy"), "6\\d\\d");
        await card.Locator(".u-over").DblClickAsync();
        await Expect(ShowAll(page)).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_part_is_moved_along_with_Shift_and_with_keys_and_all_of_it_comes_back()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Metrics);
        var card = Card(page, "loss");
        await card.Locator(".plot").FocusAsync();
        for (var i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("+");
        }

        await SpansAsync(card, "2\\s0[789]\\d");
        await page.Keyboard.PressAsync("PageDown");
        await SpansAsync(card, "2\\s(2[89]|30)\\d");

        await PointAsync(page, card, 0.4);
        await page.Keyboard.DownAsync("Shift");
        await page.Mouse.DownAsync();
        await PointAsync(page, card, 0.7);
        await page.Mouse.UpAsync();
        await page.Keyboard.UpAsync("Shift");
        await SpansAsync(card, "2\\s0[3456]\\d");
        await visit.ScreenshotAsync("light", "run-metrics-closer");
        await page.Keyboard.PressAsync("0");
        await Expect(ShowAll(page)).ToHaveCountAsync(0);
        await Expect(card.Locator(".plot")).Not.ToHaveAttributeAsync("aria-label", new Regex("Shown from"));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_focused_chart_takes_the_wheel_and_gives_it_back_where_all_is_shown()
    {
        await using var visit = await browser.VisitAsync(View.Zoomed);
        var page = visit.Page;
        await visit.GoAsync(Metrics);
        var card = Card(page, "loss");
        await PointAsync(page, card, 0.5);
        await card.Locator(".plot").FocusAsync();
        await page.Mouse.WheelAsync(0, -300);
        await Expect(ShowAll(page).First).ToBeVisibleAsync();
        await page.Mouse.WheelAsync(0, 3000);
        await Expect(ShowAll(page)).ToHaveCountAsync(0);
        var before = await page.EvaluateAsync<double>("() => scrollY");
        await page.Mouse.WheelAsync(0, 100);
        await page.WaitForFunctionAsync("before => scrollY > before", before);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Lines_are_smoothed_as_one_chooses_past_what_is_no_number_and_the_address_says_how()
    {
        using var folder = new ModelTracking.Tests.TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            using var run = client.StartRun("smooth", new RunOptions { Id = DemoStore.Hero, Name = "peak" });
            foreach (var (step, value) in new[] { 0, 0, 0, 10, 0, double.NaN, 0 }.Select((v, i) => (i, v)))
            {
                run.LogMetric("peak", value, step);
            }

            run.LogMetric("sparse", 0, 0);
            run.LogMetric("sparse", 10, 1);
            run.LogMetric("sparse", 0, 10);
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync(Metrics + "&smooth=0.5");
        await ReadsAsync("sparse", ["0", "5.346", "1.8682"]);
        await page.GetByLabel("Kind of smoothing").SelectOptionAsync("mean");
        await page.GetByLabel("Smoothing", new PageGetByLabelOptions { Exact = true }).FillAsync("1");
        await page.AddressHoldsAsync("smooth=mean+3");
        await ReadsAsync("peak", ["0", "0", "3.3333", "3.3333", "5", "NaN", "0"]);
        await page.GetByLabel("Kind of smoothing").SelectOptionAsync("gaussian");
        await page.AddressHoldsAsync("smooth=gaussian+5");
        await Expect(page.Locator(".slider output")).ToHaveTextAsync("5 points");
        await visit.GoAsync(Metrics + "&smooth=gaussian%201");
        await ReadsAsync("peak", ["0.063", "0.573", "2.442", "4.21", "3.21", "NaN"], exact: false);
        Assert.Empty(visit.Complaints);

        async Task ReadsAsync(string name, string[] values, bool exact = true)
        {
            var card = Card(page, name);
            await card.Locator(".plot").FocusAsync();
            await page.Keyboard.PressAsync("Home");
            foreach (var value in values)
            {
                var text = exact ? new Regex($"^{Regex.Escape(value)}$") : new Regex($"^{Regex.Escape(value)}");
                await Expect(card.Locator(".readout b")).ToHaveTextAsync(text);
                await page.Keyboard.PressAsync("ArrowRight");
            }
        }
    }

    [SkippableFact]
    public async Task Along_a_metric_points_of_a_training_that_goes_on_stand_where_that_metric_is_now()
    {
        using var folder = new ModelTracking.Tests.TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero, Name = "goes-on" });
        Log(0, 4);
        Log(1, 3);
        await run.FlushAsync();
        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        await visit.GoAsync(Metrics + "&x=metric:seen");
        var card = Card(visit.Page, "loss");
        await Expect(card.Locator(".readout b")).ToHaveTextAsync("3");
        Log(2, 2);
        Log(3, 1.5);
        await run.FlushAsync();
        await Expect(card.Locator(".readout b")).ToHaveTextAsync("1.5");
        await card.Locator(".plot").FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await Expect(card.Locator(".readout .at")).ToHaveTextAsync("96");
        await Expect(card.Locator(".readout b")).ToHaveTextAsync("1.5");
        await run.FinishAsync();
        Assert.Empty(visit.Complaints);

        void Log(int step, double loss)
        {
            run.LogMetric("loss", loss, step);
            run.LogMetric("seen", 32 * step, step);
        }
    }
}
