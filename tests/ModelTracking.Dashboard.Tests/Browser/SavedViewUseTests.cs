using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Sharing;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Saving what a page shows under a name, and coming back to it.</summary>
public sealed class SavedViewUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static ILocator Menu(IPage page) => page.Locator("button[title='Open or save a view']");

    private static async Task SaveAsync(IPage page, string name)
    {
        await Menu(page).ClickAsync();
        await page.GetByLabel("Save this page as").FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Menu(page)).ToContainTextAsync(name);
    }

    [SkippableFact]
    public async Task A_view_is_saved_sent_opened_changed_renamed_and_deleted()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        const string hostile = "<img src=x onerror=alert(1)>";
        await visit.GoAsync("?experiment=digits&sort=best(metrics.accuracy[validation])%20DESC&columns=" + Uri.EscapeDataString("metrics.loss[validation]\nparams.optimizer") + "&run=" + DemoStore.Grid(1));
        await SaveAsync(page, hostile);
        var id = await page.SavedViewAsync();
        var kept = SharedDocuments.Open(browser.Folder, SharedKind.View).Find(id)!;
        Assert.Equal(hostile, kept.Name);
        Assert.Equal(["metrics.loss[validation]", "params.optimizer"], SavedView.Parse(kept.Content).Columns);
        Assert.Empty(SavedView.Parse(kept.Content).Runs);

        // What is sent is short, and leads to what the view is then.
        await visit.GoAsync($"?saved={id}");
        await Expect(page.Locator("[aria-sort=descending]")).ToHaveCountAsync(0);
        await Expect(page.Locator(".thead .head", new PageLocatorOptions { HasText = "optimizer" })).ToHaveCountAsync(1);
        await Expect(Menu(page)).ToHaveTextAsync(hostile);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Group", Exact = true }).ClickAsync();
        await page.Locator(".panel .item", new PageLocatorOptions { HasText = "params.optimizer" }).ClickAsync();
        await Expect(Menu(page)).ToHaveTextAsync($"{hostile} · changed");
        await Menu(page).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save the changes to this view" }).ClickAsync();
        await Expect(Menu(page)).ToHaveTextAsync(hostile);

        await page.GetByLabel($"Rename {hostile}").ClickAsync();
        await page.GetByLabel($"New name of {hostile}").FillAsync("by optimizer");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Menu(page)).ToHaveTextAsync("by optimizer");
        await page.GetByLabel("Only for me: by optimizer").ClickAsync();
        await Expect(page.GetByLabel("Only for me: by optimizer")).ToHaveAttributeAsync("aria-pressed", "true");
        kept = SharedDocuments.Open(browser.Folder, SharedKind.View).Find(id)!;
        Assert.Equal(("by optimizer", true, "params.optimizer"), (kept.Name, kept.IsPrivate, SavedView.Parse(kept.Content).Group));

        await page.GetByLabel("Delete by optimizer").ClickAsync();
        await page.GetByLabel("Delete by optimizer").ClickAsync();
        await Expect(Menu(page)).ToHaveTextAsync("Views");
        Assert.Null(SharedDocuments.Open(browser.Folder, SharedKind.View).Find(id));
        await visit.GoAsync($"?saved={id}");
        await Expect(page.Locator(".chip").First).ToContainTextAsync("was deleted");
        Assert.Empty(visit.Complaints);
    }

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("narrow")]
    [InlineData("zoomed")]
    [InlineData("forced")]
    public async Task The_menu_of_views_is_accessible_and_fits(string view)
    {
        await using var visit = await browser.VisitAsync(View.Of(view));
        await visit.GoAsync($"compare?tab=charts&run={DemoStore.Hero}&run={DemoStore.Grid(1)}");
        await SaveAsync(visit.Page, $"Hero and first ({view})");
        await visit.GoAsync("?experiment=digits&sort=metrics.loss[validation]");
        await SaveAsync(visit.Page, $"Best losses ({view})");
        await visit.GoAsync("?experiment=digits&group=params.units");
        await SaveAsync(visit.Page, $"By units, a long name that has to be cut somewhere ({view})");
        await visit.Page.AddressHoldsAsync("saved=");
        await visit.GoAsync(visit.Page.Url[(browser.Site.Origin.Length + 1)..] + "&sort=duration");
        await Menu(visit.Page).ClickAsync();
        await Expect(visit.Page.Locator(".views li.open")).ToHaveCountAsync(1);
        await visit.SettleAsync();
        await visit.ScreenshotAsync(view, "views-menu", whole: false);
        Assert.Empty(await visit.AxeAsync());
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        Assert.True(visit.Complaints.Count == 0, string.Join(Environment.NewLine, visit.Complaints));
    }
}
