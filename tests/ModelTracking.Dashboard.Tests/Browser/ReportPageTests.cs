using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Pages of reports as they are seen in light and dark, on a phone, at a zoom of 200 % and in the colours of the system.</summary>
public sealed class ReportPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("narrow")]
    [InlineData("zoomed")]
    [InlineData("forced")]
    public async Task Every_page_of_reports_is_accessible_fits_and_asks_nobody_else(string view)
    {
        await using var visit = await browser.VisitAsync(View.Of(view));
        var story = await ReportTexts.SaveAsync(browser.Site, $"{ReportTexts.Name} ({view})", ReportTexts.Story, "digits");
        var mistakes = await ReportTexts.SaveAsync(browser.Site, $"Mistakes ({view})", ReportTexts.Mistakes, isPrivate: true);
        await browser.Site.PostAsync($"api/reports/{mistakes}/edit", "{\"content\":\"Empty for now.\",\"version\":1}");
        await browser.Site.PostAsync($"api/reports/{mistakes}/edit", $"{{\"content\":{System.Text.Json.JsonSerializer.Serialize(ReportTexts.Mistakes)},\"version\":2}}");
        var found = new List<string>();
        foreach (var (name, path) in new[]
        {
            ("reports", "reports"),
            ("report", $"reports/{story}"),
            ("report-mistakes", $"reports/{mistakes}"),
            ("report-history", $"reports/{mistakes}?tab=history"),
            ("report-old", $"reports/{mistakes}?version=2"),
            ("report-edit", $"reports/{story}/edit"),
            ("report-new", "reports/new"),
            ("report-none", "reports/ffffffff"),
        })
        {
            await visit.GoAsync(path);
            await ScrollAsync(visit);
            await visit.ScreenshotAsync(view, name, whole: name is not ("report-edit" or "report-new"));
            found.AddRange((await visit.AxeAsync()).Select(f => $"{name}: {f}"));
            if (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var more)
            {
                found.Add($"{name} is {more} pixels too wide");
            }

            await Expect(visit.Page.Locator("h1")).ToHaveCountAsync(1);
        }

        if (view is "light" or "narrow")
        {
            foreach (var (name, path) in new[] { ("reports", "reports"), ("report", $"reports/{story}"), ("report-history", $"reports/{mistakes}?tab=history"), ("report-edit", $"reports/{mistakes}/edit") })
            {
                await visit.GoAsync(path);
                await ScrollAsync(visit);
                found.AddRange(await KeyboardTests.WalkAsync(visit, name));
            }
        }

        visit.Complaints.RemoveAll(c => c.Contains("404", StringComparison.Ordinal) || c.Contains("400", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    // Charts come when they come near the window, or near the preview of the editor.
    private static async Task ScrollAsync(Visit visit)
    {
        await visit.Page.EvaluateAsync("""
            async () => {
                for (const pane of [document.scrollingElement, ...document.querySelectorAll('.preview')]) {
                    for (let y = 0; y < pane.scrollHeight; y += 300) { pane.scrollTop = y; await new Promise(requestAnimationFrame); }
                    pane.scrollTop = 0;
                }
            }
            """);
        await visit.SettleAsync();
    }
}
