using Microsoft.Playwright;
using ModelTracking.Access;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Every page without a mouse.</summary>
public sealed class KeyboardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int MostStops = 400;

    /// <summary>In all pages within a page together.</summary>
    private const int MostStopsWithin = 40;

    /// <summary>Marks what has the focus, and tells what is wrong with it; "end" where the page has been walked through, "frame" within a page in it, which may have stops of its own.</summary>
    private const string Step = """
        () => {
            const e = document.activeElement;
            if (!e || e === document.body || (e.dataset.walked && e.tagName !== 'IFRAME')) return 'end';
            e.dataset.walked = 'yes';
            if (e.tagName === 'IFRAME') return 'frame';
            const at = e.getBoundingClientRect(), style = getComputedStyle(e);
            const what = `${e.tagName.toLowerCase()}.${e.className} '${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 30)}'`;
            const name = e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent?.trim() || e.title || e.labels?.length || e.placeholder;
            if (!name) return what + ' has no name';
            if (at.width < 1 || at.height < 1 || at.bottom < 0 || at.top > innerHeight) return what + ' is not in view';
            const isSeen = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
            if (!isSeen(style) && !(e.closest('.box') && isSeen(getComputedStyle(e.closest('.box'))))) return what + ' shows no focus';
            return '';
        }
        """;

    /// <summary>What can be clicked, is in sight, and was not come by. Within a table and a row of tabs the arrow keys move.</summary>
    private const string Missed = """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], [role=tab], [tabindex="0"]')]
            .filter(e => !e.dataset.walked && !e.disabled && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('[role=grid] .tr') && e.getAttribute('role') !== 'tab' && e.getBoundingClientRect().width > 0
                && !(e.type === 'radio' && [...document.querySelectorAll(`input[type=radio][name="${e.name}"]`)].some(r => r.dataset.walked)))
            .map(e => `${e.tagName.toLowerCase()}.${e.className} '${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 30)}'`)
        """;

    [SkippableTheory]
    [InlineData("runs-experiment", "runs-columns", "runs-query", "runs-groups", "runs-group-charts")]
    [InlineData("run-overview", "run-metrics", "run-evaluation", "run-ridge", "run-images", "run-trials", "run-log", "run-raw")]
    [InlineData("run-artifacts", "run-artifact-table", "run-notebook", "run-markdown", "run-parquet", "run-onnx", "run-pipeline")]
    [InlineData("compare-differences", "compare-charts", "compare-importance", "compare-significance", "compare-heat", "compare-facets", "compare-scatter-trend", "compare-parallel-range", "compare-images", "compare-evaluation", "compare-code", "compare-files")]
    [InlineData("models", "model-versions", "model-compare", "model-graph", "model-history", "histories", "history")]
    public async Task Tab_comes_by_everything_that_can_be_clicked_and_it_shows_where_one_is(params string[] pages)
    {
        await using var visit = await browser.VisitAsync();
        var found = new List<string>();
        foreach (var name in pages)
        {
            await visit.GoAsync(PageTests.Pages[name]);
            found.AddRange(await WalkAsync(visit, name));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct()));
    }

    /// <summary>Goes through a page with Tab alone, from what has the focus where something has, and tells what is wrong with it.</summary>
    internal static async Task<List<string>> WalkAsync(Visit visit, string name, int least = 5)
    {
        var found = new List<string>();
        if (await visit.Page.EvaluateAsync<string>(Step) is { Length: > 0 } first && first is not ("end" or "frame"))
        {
            found.Add($"{name}: {first}");
        }

        var (stops, within) = (0, 0);
        for (; stops < MostStops; stops++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<string>(Step) is { Length: > 0 } told)
            {
                if (told == "end")
                {
                    break;
                }

                if (told == "frame")
                {
                    if (++within > MostStopsWithin)
                    {
                        found.Add($"{name}: a page within it is never left");
                        break;
                    }

                    // Where it comes while the focus is on it, the next stop is looked for too soon.
                    await Task.WhenAll(visit.Page.Frames.Select(f => f.WaitForLoadStateAsync()));
                    continue;
                }

                found.Add($"{name}: {told}");
            }
        }

        found.AddRange((stops == MostStops ? [] : await visit.Page.EvaluateAsync<string[]>(Missed)).Select(m => $"{name}: {m} is never come by"));
        Assert.True(stops > least, $"{name}: the walk ended after {stops} stops");
        return found;
    }

    [SkippableFact]
    public async Task Who_looks_after_a_dashboard_logs_in_hands_out_keys_reads_the_audit_log_and_logs_out_without_a_mouse()
    {
        await using var site = await ServedSite.OpenAsync(browser.Folder);
        var secret = site.Keys.Create("ada", [AccessGrant.Parse("administrator")], by: "test").Secret;
        site.Keys.Create("build server", [AccessGrant.Parse("editor:experiment=digits")], by: "test");
        await using var visit = await browser.AtTheDoorAsync(site);
        var page = visit.Page;
        await Expect(page.Locator("#key")).ToBeFocusedAsync();
        var found = await WalkAsync(visit, "login", 0);
        await page.Locator("#key").FocusAsync();
        await page.Keyboard.TypeAsync(secret);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#app #main").WaitForAsync();
        foreach (var (name, path) in new[] { ("keys", "access"), ("audit", "access?tab=audit") })
        {
            await visit.GoAsync(path);
            found.AddRange(await WalkAsync(visit, name));
        }

        await visit.GoAsync("access");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "New key …" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await page.GetByLabel("Whose it is, or what for").FocusAsync();
        await page.Keyboard.TypeAsync("grace");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".secret code")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = "grace" })).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#key").WaitForAsync();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct()));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task The_menu_of_saved_views_is_walked_through_and_left_with_keys()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync("?experiment=digits&sort=duration");
        var menu = page.Locator("button[title='Open or save a view']");
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Save this page as").FocusAsync();
        await page.Keyboard.TypeAsync("by keys alone");
        await page.Keyboard.PressAsync("Enter");
        await Expect(menu).ToContainTextAsync("by keys alone");
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".views li.open")).ToHaveCountAsync(1);
        await page.Locator(".skip").FocusAsync();
        var found = await WalkAsync(visit, "views", 12);
        Assert.True(await page.EvaluateAsync<int>("() => document.querySelectorAll('.views [data-walked]').length") >= 7, "the panel was not walked through");
        await page.GetByLabel("Save this page as").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel")).ToHaveCountAsync(0);
        await Expect(menu).ToBeFocusedAsync();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct()));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Parts_of_a_comparison_are_chosen_and_a_dialog_opened_and_left_with_keys()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(PageTests.Pages["compare-differences"]);
        await page.Locator("[role=tab][aria-selected=true]").FocusAsync();
        foreach (var expected in (string[])["charts", "scatter"])
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await page.FrameAsync();
            while (await page.Locator("[role=tab][aria-selected=true]").GetAttributeAsync("data-tab") is { } at && at != expected)
            {
                await page.Keyboard.PressAsync("ArrowRight");
                await page.FrameAsync();
            }

            await visit.SettleAsync();
            await page.AddressHoldsAsync($"tab={expected}");
        }

        await visit.GoAsync(PageTests.Pages["compare-charts"]);
        await page.Locator(".card header button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await page.SoonAsync(async () => Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('dialog[open]').contains(document.activeElement)")));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await page.SoonAsync(async () => Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement?.closest('.card') !== null"), "the focus is lost after the dialog"));
        Assert.Empty(visit.Complaints);
    }
}
