using System.Text.Json;
using Microsoft.Playwright;
using ModelTracking.Access;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Sharing;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Writing reports: with blocks that stay live, with others who write too, and without losing what was typed.</summary>
public sealed class ReportUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static ILocator Text(IPage page) => page.GetByLabel("Text of the report");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    private SharedDocument Kept(string id) => SharedDocuments.Open(browser.Folder, SharedKind.Report).Find(id)!;

    [SkippableFact]
    public async Task A_report_is_begun_written_with_a_chart_beside_its_preview_saved_with_keys_and_read()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Reports");
        await visit.GoAsync("reports/new?experiment=digits");
        await page.GetByLabel("Name of the report").FillAsync("Begun here");
        await Text(page).ClickAsync();
        await page.Keyboard.TypeAsync("It goes down.");
        await Button(page, "Insert").ClickAsync();
        await visit.ScreenshotAsync("light", "report-insert", whole: false);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Chart", Exact = false }).First.ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^It goes down\\.\n\n```chart\nmetric: \\w+\nquery: experiment = 'digits'\nlimit: 10\n```\n"));

        // The metric is selected, to be written over.
        await page.Keyboard.TypeAsync("accuracy");
        await Expect(page.Locator(".preview .card h3")).ToHaveTextAsync("accuracy");
        await Expect(page.Locator(".preview .plot canvas")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 1");
        var id = await page.ReportAsync();
        Assert.Equal(("Begun here", "digits", 1), (Kept(id).Name, Kept(id).Experiment, Kept(id).Version));
        Assert.Contains("metric: accuracy", Kept(id).Content, StringComparison.Ordinal);

        // What is typed and taken back is nothing to be saved.
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("x");
        await Expect(Button(page, "Save")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Button(page, "Save")).ToBeDisabledAsync();
        await Button(page, "Show it").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Begun here");
        await Expect(page.Locator(".report .plot canvas")).ToBeVisibleAsync();
        await Expect(page.Locator(".report p").First).ToHaveTextAsync("It goes down.");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_report_shows_points_as_they_are_logged_and_runs_as_they_come()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero, Name = "goes-on" });
        run.LogMetric("loss", 4, 0);
        run.LogMetric("loss", 3, 1);
        await run.FlushAsync();
        await using var site = await Site.OpenAsync(folder["store"]);
        var id = await ReportTexts.SaveAsync(site, "Watched", "```chart\nmetric: loss\nmetric: accuracy\nquery: status = 'RUNNING'\n```\n\n```runs\ncolumns: metrics.loss\n```\n\n```run\nrun: " + DemoStore.Hero + "\n```");
        await using var visit = await browser.VisitAsync(site: site);
        await visit.GoAsync($"reports/{id}");
        var page = visit.Page;
        await Expect(page.Locator(".readout b").First).ToHaveTextAsync("3");
        await Expect(page.Locator(".live .note")).ToContainTextAsync("None of these runs has “accuracy” yet. They have loss.");
        run.LogMetric("loss", 0.25, 2);
        run.LogMetric("accuracy", 0.5, 2);
        run.LogMetric("accuracy", 0.75, 3);
        await run.FlushAsync();
        await Expect(page.Locator(".readout b").First).ToHaveTextAsync("0.25");
        await Expect(page.Locator(".live .card h3", new PageLocatorOptions { HasText = "accuracy" })).ToHaveCountAsync(1);
        await Expect(page.Locator(".live [data-row='0']")).ToContainTextAsync("0.25");
        using (var other = client.StartRun("live", new RunOptions { Id = DemoStore.Failed, Name = "comes-later" }))
        {
            other.LogMetric("loss", 2, 0);
            other.LogMetric("loss", 1.5, 1);
            await other.FlushAsync();
            await Expect(page.Locator(".readout .key", new PageLocatorOptions { HasText = "comes-later" })).ToContainTextAsync("1.5");
            await Expect(page.Locator(".live [data-row]")).ToHaveCountAsync(2);
        }

        await run.FinishAsync();
        await Expect(page.Locator(".runcard .status")).ToHaveTextAsync("Finished");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Two_who_write_at_once_see_each_others_text_and_lose_nothing()
    {
        var id = await ReportTexts.SaveAsync(browser.Site, "Written by two", "one\n\ntwo\n\nthree");
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"reports/{id}/edit");
        await Text(page).FillAsync("one\n\ntwo\n\nthree, mine");
        await EditAsync(id, "one, theirs\n\ntwo\n\nthree", 1);
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator("dialog")).ToContainTextAsync("saved version 2");
        await Expect(page.Locator("dialog .patch .added")).ToHaveTextAsync(["+one\n", "+three, mine\n"]);
        await Expect(page.Locator("dialog .patch .removed")).ToHaveTextAsync(["-one, theirs\n", "-three\n"]);
        await visit.ScreenshotAsync("light", "report-conflict", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await Button(page, "Merge both").ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync("one, theirs\n\ntwo\n\nthree, mine");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 3");
        Assert.Equal("one, theirs\n\ntwo\n\nthree, mine", Kept(id).Content);

        // The same line: both are kept, below each other.
        await Text(page).FillAsync("one, theirs\n\ntwo by me\n\nthree, mine");
        await EditAsync(id, "one, theirs\n\ntwo by them\n\nthree, mine", 3);
        await Button(page, "Save").ClickAsync();
        await Button(page, "Put both into the text").ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("<<<<<<< yours\ntwo by me\n=======\ntwo by them\n>>>>>>> version 4"));

        // Theirs is taken, and undo brings one's own back.
        await EditAsync(id, "all new", 4);
        await page.Keyboard.PressAsync("Control+s");
        await Button(page, "Take theirs").ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync("all new");
        await Text(page).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Text(page)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("two by me"));
        await EditAsync(id, "newer still", 5);
        await page.Keyboard.PressAsync("Control+s");
        await Button(page, "Save mine over it").ClickAsync();
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 7");
        Assert.Contains("two by me", Kept(id).Content, StringComparison.Ordinal);
        Assert.Equal("newer still", SharedDocuments.Open(browser.Folder, SharedKind.Report).History(id)[1].Content);
        visit.Complaints.RemoveAll(c => c.Contains("409", StringComparison.Ordinal));
        Assert.True(visit.Complaints.Count == 0, string.Join(Environment.NewLine, visit.Complaints));
    }

    [SkippableFact]
    public async Task What_is_not_saved_is_asked_about_kept_as_a_draft_and_brought_back()
    {
        var id = await ReportTexts.SaveAsync(browser.Site, "Draft", "saved text");
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"reports/{id}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Edit", Exact = true }).ClickAsync();
        await Text(page).FillAsync("typed for long");

        // Asked on the way out by a link and by the browser's own button; staying loses nothing.
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Models" }).ClickAsync();
        await Expect(page.Locator("dialog h2")).ToHaveTextAsync("This report is not saved");
        await visit.ScreenshotAsync("light", "report-leave", whole: false);
        await page.Keyboard.PressAsync("Escape");
        await Expect(Text(page)).ToHaveValueAsync("typed for long");
        await page.GoBackAsync();
        await Expect(page.Locator("dialog h2")).ToHaveTextAsync("This report is not saved");
        await Button(page, "Keep it as a draft").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Draft");
        Assert.Equal("saved text", Kept(id).Content);

        await visit.GoAsync($"reports/{id}/edit");
        await Expect(Text(page)).ToHaveValueAsync("typed for long");
        await Expect(page.Locator(".note")).ToContainTextAsync("brought back");
        await visit.ScreenshotAsync("light", "report-draft", whole: false);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Runs" }).First.ClickAsync();
        await Button(page, "Save and go on").ClickAsync();
        await Expect(page.Locator("#query")).ToBeVisibleAsync();
        Assert.Equal(("typed for long", 2), (Kept(id).Content, Kept(id).Version));

        // A server that is away refuses nothing for good.
        await visit.GoAsync($"reports/{id}/edit");
        await Text(page).FillAsync("typed while it was away");
        await page.RouteAsync("**/api/reports/**", route => route.AbortAsync());
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What you have written stays here and as a draft.");
        await page.UnrouteAsync("**/api/reports/**");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 3");

        // Deleted by somebody else meanwhile: it is saved as a new one.
        await Text(page).FillAsync("typed after it was gone");
        await browser.Site.PostAsync($"api/reports/{id}/delete", "{}");
        await page.Keyboard.PressAsync("Control+s");
        await Button(page, "Save as a new report").ClickAsync();
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 1");
        Assert.Equal("typed after it was gone", Kept(await page.ReportAsync(otherThan: id)).Content);
        visit.Complaints.RemoveAll(c => c.Contains("404", StringComparison.Ordinal) || c.Contains("ERR_FAILED", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_report_is_renamed_kept_to_oneself_restored_from_its_history_and_deleted()
    {
        var id = await ReportTexts.SaveAsync(browser.Site, "To be changed", "the first text");
        await EditAsync(id, "the second text", 1);
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync($"reports/{id}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "version 2" }).ClickAsync();
        await page.GetByLabel("What changed in version 2").ClickAsync();
        await Expect(page.Locator(".patch")).ToHaveTextAsync("-the first text\n+the second text\n");
        await visit.ScreenshotAsync("light", "report-changed", whole: false);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Version 1" }).ClickAsync();
        await Expect(page.Locator(".report")).ToHaveTextAsync("the first text");
        await Expect(page.Locator(".old")).ToContainTextAsync("This is version 1");
        await Button(page, "Restore as a new version").ClickAsync();
        await Expect(page.Locator(".byline")).ToContainTextAsync("version 3");
        Assert.Equal(("the first text", 3), (Kept(id).Content, Kept(id).Version));

        await Button(page, "More").ClickAsync();
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("Changed <b>name</b>");
        await page.GetByLabel("About").SelectOptionAsync("digits");
        await page.GetByLabel("Only for me").CheckAsync();
        await visit.ScreenshotAsync("light", "report-more", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await page.Locator(".panel button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Changed <b>name</b>");
        await Expect(page.Locator(".title .badge")).ToContainTextAsync("only for its owner");
        Assert.Equal(("Changed <b>name</b>", true, "digits"), (Kept(id).Name, Kept(id).IsPrivate, Kept(id).Experiment));

        await Button(page, "More").ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Write a copy of it" }).ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync("the first text");
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.Locator(".saved")).ToHaveTextAsync("Saved, version 1");
        await page.ReportAsync(otherThan: id);

        await visit.GoAsync($"reports/{id}");
        await Button(page, "More").ClickAsync();
        await Button(page, "Delete …").ClickAsync();
        await Button(page, "Delete it with all its versions?").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Reports");
        Assert.Null(SharedDocuments.Open(browser.Folder, SharedKind.Report).Find(id));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task What_is_on_screen_is_put_into_a_report()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("?experiment=digits&q=" + Uri.EscapeDataString("params.optimizer = 'adam' OR params.lr > 1") + "&sort=" + Uri.EscapeDataString("best(metrics.accuracy[validation]) DESC") + "&columns=" + Uri.EscapeDataString("best(metrics.accuracy[validation])\nparams.units"));
        await Button(page, "Add to a report").ClickAsync();
        await Expect(page.Locator(".addpanel fieldset label")).ToHaveTextAsync(["This table", "Charts of these runs"]);
        await page.GetByLabel("Into", new PageGetByLabelOptions { Exact = false }).Last.FillAsync("Collected");
        await visit.ScreenshotAsync("light", "report-add", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Show the report" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Collected");
        await Expect(page.Locator(".live [data-row='0']")).ToContainTextAsync("wide-adam-best");
        var id = await page.ReportAsync();
        Assert.Equal("digits", Kept(id).Experiment);
        Assert.Contains("query: experiment = 'digits' AND parent_id IS NULL AND (params.optimizer = 'adam' OR params.lr > 1)", Kept(id).Content, StringComparison.Ordinal);
        Assert.Contains("columns: best(metrics.accuracy[validation]), params.units\nsort: best(metrics.accuracy[validation]) desc", Kept(id).Content, StringComparison.Ordinal);

        await visit.GoAsync($"compare?tab=charts&logy=1&smooth=0.5&find=loss&run={DemoStore.Hero}&run={DemoStore.Grid(1)}");
        await AddAsync(page, "Charts", "Collected");
        await visit.GoAsync($"compare?run={DemoStore.Hero}&run={DemoStore.Grid(1)}&base={DemoStore.Grid(1)}");
        await AddAsync(page, "What differs", "Collected");
        await visit.GoAsync($"runs/{DemoStore.Hero}?tab=artifacts&path=charts/confusion.json");
        await AddAsync(page, "charts/confusion.json", "Collected");
        Assert.EndsWith($"""
            ```chart
            metric: loss
            run: {DemoStore.Hero}
            run: {DemoStore.Grid(1)}
            y: log
            smoothing: 0.5
            ```

            ```compare
            run: {DemoStore.Grid(1)}
            run: {DemoStore.Hero}
            baseline: {DemoStore.Grid(1)}
            ```

            ```artifact
            run: {DemoStore.Hero}
            path: charts/confusion.json
            ```

            """.ReplaceLineEndings("\n"), Kept(id).Content, StringComparison.Ordinal);
        await visit.GoAsync($"reports/{id}");
        await Expect(page.Locator(".live .note.bad")).ToHaveCountAsync(0);
        await Expect(page.Locator(".live .matrix")).ToHaveCountAsync(1);
        await Expect(page.Locator(".live .diff thead .base")).ToContainTextAsync("sgd-64-1");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Who_may_not_see_a_run_or_change_a_report_is_told_no_name_and_offered_nothing()
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        var text = $"# For all\n\n```run\nrun: {DemoStore.Hero}\n```\n\n```runs\nquery: params.optimizer = 'adam'\n```\n\n```compare\nrun: {DemoStore.Hero}\nrun: {DemoStore.Search}\n```\n\n```artifact\nrun: {DemoStore.Hero}\npath: config.json\n```\n\n```chart\nmetric: loss\nrun: {DemoStore.Hero}\n```";
        var owner = site.As("editor");
        var id = (await ServedSite.PostAsync(owner, "api/reports", JsonSerializer.Serialize(new { name = "About churn", content = text, experiment = "churn" }))).Body.GetProperty("id").GetString();
        var hidden = (await ServedSite.PostAsync(owner, "api/reports", JsonSerializer.Serialize(new { name = "Hers alone", content = text, isPrivate = true }))).Body.GetProperty("id").GetString();
        await using var visit = await browser.LogInAsync(site, site.Keys.Create("reader", [AccessGrant.Parse("reader:experiment=churn")], by: "test").Secret);
        var page = visit.Page;
        await visit.GoAsync("reports");
        await Expect(page.Locator("tbody a")).ToHaveTextAsync("About churn");
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "New report" })).ToHaveCountAsync(0);
        await visit.GoAsync($"reports/{id}");
        await Expect(page.Locator(".live-run")).ToHaveTextAsync("This run is not there, or not yours to see.");
        await Expect(page.Locator(".live-compare")).ToContainTextAsync("One run of this block is not there, or not yours to see.");
        await Expect(page.Locator(".live-runs")).ToContainTextAsync("No run matches");
        await Expect(page.Locator(".live-artifact")).ToHaveTextAsync("This run is not there, or not yours to see.");
        await Expect(page.Locator(".live-chart")).ToContainTextAsync("One run of this block is not there");
        Assert.DoesNotContain("wide-adam-best", await page.ContentAsync(), StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Edit", Exact = true })).ToHaveCountAsync(0);
        await visit.ScreenshotAsync("light", "report-reader");
        await visit.GoAsync($"reports/{id}/edit");
        await Expect(page.Locator(".empty")).ToContainTextAsync("It takes the role of an editor");
        await visit.GoAsync("");
        await Expect(Button(page, "Add to a report")).ToHaveCountAsync(0);
        await visit.GoAsync($"reports/{hidden}");
        await Expect(page.Locator(".note.bad")).ToContainTextAsync("There is no such report");
        visit.Complaints.RemoveAll(c => c.Contains("404", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);

        // An editor who is not its owner reads it, and may write a copy.
        await using var other = await browser.LogInAsync(site, site.Keys.Create("other", [AccessGrant.Parse("editor")], by: "test").Secret);
        await other.GoAsync($"reports/{id}/edit");
        await other.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "write a copy of it" }).ClickAsync();
        await Expect(Text(other.Page)).ToHaveValueAsync(text);
    }

    [SkippableFact]
    public async Task What_is_written_to_do_harm_stands_there_as_text_and_holds_nothing_up()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        const string name = "<img src=x onerror=alert(1)>";
        var id = await ReportTexts.SaveAsync(browser.Site, name, ReportTexts.Hostile);
        foreach (var path in new[] { "reports", $"reports/{id}", $"reports/{id}?tab=history", $"reports/{id}/edit" })
        {
            await visit.GoAsync(path);
        }

        await visit.GoAsync($"reports/{id}");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Expect(page.Locator(".live-chart .livetitle")).ToHaveTextAsync(name);
        await Expect(page.Locator(".report p").First).ToContainTextAsync("<script>alert(1)</script>");
        await Expect(page.Locator(".report img[src^='http'], .report a[href^='javascript']")).ToHaveCountAsync(0);
        await Expect(page.Locator(".live-run h3")).ToContainTextAsync(DemoStore.HostileName);
        await visit.ScreenshotAsync("light", "report-hostile");

        // Lines that patterns with overlapping parts would take hours over.
        string[] slow = ["# " + new string(' ', 45_000) + "x", "a|b\n" + new string(' ', 45_000) + "x", new string('`', 45_000), string.Concat(Enumerable.Repeat("[a](", 12_000)), "```" + new string(' ', 45_000) + "`", string.Concat(Enumerable.Repeat("**a ", 12_000))];
        foreach (var text in slow)
        {
            await browser.Site.PostAsync($"api/reports/{id}/edit", JsonSerializer.Serialize(new { content = text + "\n\nthe end", version = Kept(id).Version }));
            await page.GotoAsync($"{browser.Site.Origin}/reports/{id}");
            await Expect(page.Locator(".report > .markdown > *").Last).ToContainTextAsync(text.StartsWith("```", StringComparison.Ordinal) ? "" : "the end", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        }

        visit.Complaints.RemoveAll(c => c.Contains("sandboxed", StringComparison.Ordinal) || c.Contains("CSP: script-src", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Fifty_blocks_are_live_and_the_rest_is_shown_as_code_with_a_word_why()
    {
        var id = await ReportTexts.SaveAsync(browser.Site, "Very many", string.Concat(Enumerable.Range(0, 52).Select(i => $"```run\nrun: {DemoStore.Grid(i % 4)}\ntitle: number {i}\n```\n\n")));
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync($"reports/{id}");
        await Expect(visit.Page.Locator(".live-run")).ToHaveCountAsync(50);
        await Expect(visit.Page.Locator(".report pre")).ToHaveCountAsync(2);
        await Expect(visit.Page.Locator(".report > .markdown > .note").First).ToContainTextAsync("50 live blocks");
        Assert.Empty(visit.Complaints);
    }

    private async Task EditAsync(string id, string content, int version) =>
        Assert.Equal(200, (int)(await browser.Site.PostAsync($"api/reports/{id}/edit", JsonSerializer.Serialize(new { content, version }))).Status);

    private static async Task AddAsync(IPage page, string what, string report)
    {
        await Button(page, "Add to a report").ClickAsync();
        await page.Locator(".addpanel fieldset").GetByLabel(what, new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await page.Locator(".addpanel .list button", new PageLocatorOptions { HasText = report }).First.ClickAsync();
        await Expect(page.Locator(".addpanel [role=status]")).ToContainTextAsync("It stands at the end of");
    }
}
