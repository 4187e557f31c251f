using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>What was logged to do harm, in a real browser: even code that ran there could do nothing.</summary>
public sealed class HostileBytesTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    // Nothing that waits: where scripts may not run, promises never come to their end.
    private const string Try = """
        home => {
            const told = act => { try { return String(act()); } catch (error) { return 'refused ' + error.name; } };
            const ask = (method, path) => { const request = new XMLHttpRequest(); request.open(method, home + path, false); request.withCredentials = true; request.send('{}'); return request.responseText; };
            return {
                origin: self.origin,
                cookie: told(() => document.cookie),
                storage: told(() => localStorage.length),
                parent: self === top ? 'refused: there is none' : told(() => parent.document.title),
                read: told(() => ask('GET', '/api/about')),
                change: told(() => ask('POST', '/api/models/digits/describe')),
            };
        }
        """;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T31_A_page_that_was_logged_reads_no_cookie_and_asks_the_dashboard_nothing_even_where_its_code_runs(bool isFramed)
    {
        await using var visit = await browser.VisitAsync();
        IFrame frame;
        if (isFramed)
        {
            await visit.GoAsync($"runs/{DemoStore.Hostile}?tab=artifacts&path=report.html");
            await visit.Page.FrameLocator("iframe").Locator("h1").WaitForAsync();
            frame = visit.Page.Frames.Single(f => f.ParentFrame is not null);
        }
        else
        {
            await visit.Page.GotoAsync($"{browser.Site.Origin}/api/runs/{DemoStore.Hostile}/artifact?path=report.html");
            frame = visit.Page.MainFrame;
        }

        // The browser's own tools run code where the page's may not.
        var told = await frame.EvaluateAsync<Dictionary<string, string>>(Try, browser.Site.Origin).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("null", told["origin"]);
        Assert.All(told.Where(t => t.Key != "origin"), t => Assert.True(t.Value.StartsWith("refused", StringComparison.Ordinal), $"{t.Key}: {t.Value}"));
    }

    [SkippableFact]
    public async Task T41_A_table_that_is_saved_holds_no_formula_of_somebody_elses()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            using var run = client.StartRun("x", new RunOptions { Name = "=HYPERLINK(\"http://evil.example\")" });
            run.LogParam("lr", -0.5);
            run.LogParam("note", "-2+3+cmd|' /C calc'!A0");
            run.LogParam("twice", "'=1+1");
            client.StartRun("x", new RunOptions { Name = "@SUM(1)" }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync("?columns=" + Uri.EscapeDataString("params.lr, params.note, params.twice"));
        await Expect(page.Locator("[data-row='1']")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save as CSV" }).ClickAsync());
        var cells = (await File.ReadAllTextAsync((await download.PathAsync())!)).Split("\r\n").SelectMany(l => l.Split(',')).Select(c => c.Trim('"')).ToArray();
        Assert.Contains("-0.5", cells);
        Assert.Contains("'-2+3+cmd|' /C calc'!A0", cells);
        Assert.Contains("''=1+1", cells);
        Assert.Contains("'@SUM(1)", cells);
        Assert.Contains(cells, c => c.StartsWith("'=HYPERLINK", StringComparison.Ordinal));
        Assert.DoesNotContain(cells, c => c.Length > 0 && "=+@-".Contains(c[0], StringComparison.Ordinal) && c != "-0.5");
    }
}
