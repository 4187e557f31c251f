using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Using the dashboard: finding, comparing, watching, with the keyboard alone and with the mouse.</summary>
public sealed class UseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableFact]
    public async Task Runs_are_found_opened_selected_and_compared_with_the_keyboard_alone()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("");
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#query")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("params.opti");
        await Expect(page.Locator("#suggestions li").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("params.optimizer"));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("= 'adam'");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".total")).ToContainTextAsync("13 runs");
        await page.AddressHoldsAsync("q=params.optimizer");

        await page.Locator("[data-row='0']").FocusAsync();
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("#compare")).ToHaveTextAsync("Compare 2");
        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        await page.GoBackAsync();
        await Expect(page.Locator("#compare")).ToHaveTextAsync("Compare 2");
        await visit.SettleAsync();
        await page.Locator("[data-row='0']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=tab][aria-selected=true]")).ToHaveTextAsync("Overview");
        await page.Locator("[role=tab][aria-selected=true]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[role=tab][aria-selected=true]")).ToContainTextAsync("Metrics");
        await Expect(page.Locator(".plot canvas").First).ToBeVisibleAsync();
        await page.Locator(".plot").First.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".readout .at").First).ToHaveTextAsync("0");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_query_typed_on_before_the_next_frame_and_before_the_answer_stays_whole()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await page.RouteAsync(new System.Text.RegularExpressions.Regex("api/check.*adam"), async route =>
        {
            asked.TrySetResult();
            await answer.Task;
            await route.ContinueAsync();
        });
        await visit.GoAsync("");
        await page.Locator("#query").FocusAsync();
        await page.EvaluateAsync("() => { window.requestAnimationFrame = f => setTimeout(() => f(performance.now()), 300); }");
        await page.Keyboard.TypeAsync("params.opti");
        await Expect(page.Locator("#suggestions li").First).ToContainTextAsync("params.optimizer");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("= 'adam'");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await page.Keyboard.TypeAsync(" AND status = 'FINISHED'");
        answer.SetResult();
        await Expect(page.Locator(".conditions .chip")).ToHaveCountAsync(2);
        await Expect(page.Locator("#query")).ToHaveValueAsync("params.optimizer = 'adam' AND status = 'FINISHED'");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task An_error_is_marked_at_its_character_and_mended_with_a_click()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync("");
        await visit.Page.Locator("#query").FillAsync("statu = 'FAILED'");
        await Expect(visit.Page.Locator("#query-problem")).ToContainTextAsync("At character 1");
        await visit.ScreenshotAsync("light", "runs-error", whole: false);
        await visit.Page.Locator("#query-problem button").ClickAsync();
        await Expect(visit.Page.Locator(".total")).ToContainTextAsync("run");
        await Expect(visit.Page.Locator("#query")).ToHaveValueAsync("status = 'FAILED'");
        await Expect(visit.Page.Locator("[data-row='0']")).ToContainTextAsync("sgd-diverged");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task The_address_is_the_whole_state()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync("?experiment=digits");
        await visit.Page.Locator(".thead .head", new PageLocatorOptions { HasText = "accuracy" }).First.ClickAsync();
        await Expect(visit.Page.Locator("[aria-sort=descending]")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("[data-row='0'] a")).ToHaveTextAsync("wide-adam-best");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("[data-row='0'] a")).ToHaveTextAsync("wide-adam-best");
        await Expect(visit.Page.Locator("[aria-sort=descending]")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_training_is_seen_as_it_goes_on()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero, Name = "goes-on" });
        run.LogMetric("loss", 4, 0);
        run.LogMetric("loss", 3, 1);
        await run.FlushAsync();
        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=metrics");
        var last = visit.Page.Locator(".readout b").First;
        await Expect(last).ToHaveTextAsync("3");
        await Expect(visit.Page.Locator("header.title .status")).ToHaveTextAsync("Running");
        run.LogMetric("loss", 0.25, 2);
        run.LogMetric("accuracy", 0.5, 2);
        run.LogMetric("accuracy", 0.75, 3);
        await run.FlushAsync();
        await Expect(last).ToHaveTextAsync("0.25");
        await Expect(visit.Page.Locator(".card h3")).ToHaveTextAsync(["accuracy", "loss"]);
        await visit.ScreenshotAsync("light", "run-live");
        await run.FinishAsync();
        await Expect(visit.Page.Locator("header.title .status")).ToHaveTextAsync("Finished");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task An_empty_store_says_how_to_log_a_run_and_shows_it_when_it_comes()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        await Expect(visit.Page.Locator(".empty h2")).ToHaveTextAsync("No runs yet");
        await visit.ScreenshotAsync("light", "runs-empty");
        var run = client.StartRun("first", new RunOptions { Name = "the-first" });
        run.LogMetric("loss", 1, 0);
        await run.FlushAsync();
        await Expect(visit.Page.Locator("[data-row='0'] a")).ToHaveTextAsync("the-first");
        await run.FinishAsync();
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_run_is_starred_renamed_noted_and_tagged_on_its_page()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.StartRun("first", new RunOptions { Id = DemoStore.Hero, Name = "draft" }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}");
        await page.Locator("button.star").ClickAsync();
        await Expect(page.Locator("button.star")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Edit …" }).ClickAsync();
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("the-one");
        await page.Locator("dialog textarea").FillAsync("Kept to compare with.");
        await page.GetByLabel("Key of tag 1").FillAsync("team");
        await page.GetByLabel("Value of tag 1").FillAsync("vision");
        await visit.ScreenshotAsync("light", "run-edit", whole: false);
        await page.Locator("dialog button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("the-one");
        await Expect(page.Locator(".markdown")).ToHaveTextAsync("Kept to compare with.");
        await Expect(page.Locator("table.pairs tr", new PageLocatorOptions { HasText = "team" })).ToContainTextAsync("vision");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_run_is_commented_on_and_the_comment_taken_back()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.StartRun("first", new RunOptions { Id = DemoStore.Hero, Name = "one" }).Dispose();
            client.StartRun("first", new RunOptions { Id = DemoStore.Failed, Name = "other" }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync($"runs/{DemoStore.Hero}");
        await page.GetByLabel("Comment", new PageGetByLabelOptions { Exact = true }).FillAsync("Too good to be true, @grace?\n<img src=x onerror=alert(1)>");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Comment", Exact = true }).ClickAsync();
        await Expect(page.Locator(".comments .said")).ToHaveTextAsync("Too good to be true, @grace?\n<img src=x onerror=alert(1)>");
        await Expect(page.Locator(".comments .mention")).ToHaveTextAsync("@grace");
        await visit.ScreenshotAsync("light", "run-comments", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await visit.GoAsync($"compare?run={DemoStore.Hero}&run={DemoStore.Failed}&tab=comments");
        await page.GetByLabel("Comment", new PageGetByLabelOptions { Exact = true }).FillAsync("The second is faster.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Comment", Exact = true }).ClickAsync();
        await Expect(page.Locator(".comments li")).ToHaveCountAsync(1);
        await visit.ScreenshotAsync("light", "compare-comments", whole: false);
        await visit.GoAsync($"runs/{DemoStore.Failed}");
        await Expect(page.Locator(".comments li")).ToContainTextAsync("on the comparison with 1 other run");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new System.Text.RegularExpressions.Regex("^Take back") }).ClickAsync();
        await Expect(page.Locator(".comments li")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_version_is_approved_and_becomes_champion_with_a_comment()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            client.Models.Register("churn", client.Repository("churn").Commit("first", c => c.Set("lr", 0.1)));
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync("models/churn");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change version 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Point an alias here …" }).ClickAsync();
        await page.Locator("dialog textarea").FillAsync("good on the test set");
        await visit.ScreenshotAsync("light", "model-dialog", whole: false);
        await page.Locator("dialog button[type=submit]").ClickAsync();
        await Expect(page.Locator("header.title .badge")).ToHaveTextAsync("champion → version 1");
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "History" }).ClickAsync();
        await Expect(page.Locator(".timeline li").First).ToContainTextAsync("good on the test set");
        Assert.Empty(visit.Complaints);
    }
}
