using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Pages about the store as a whole: its data, what came of them, how it is, what went wrong.</summary>
public sealed class StorePageTests(BrowserFixture browser, LineageStore store) : IClassFixture<BrowserFixture>, IClassFixture<LineageStore>
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("data", "data"),
        ("data-lineage", "data?tab=lineage"),
        ("dataset", $"data?digest={LineageStore.March}"),
        ("dataset-many", $"data?digest={LineageStore.Holdout}"),
        ("dataset-hostile", $"data?digest={Uri.EscapeDataString(LineageStore.HostileDigest)}"),
        ("dataset-none", "data?digest=none"),
        ("run-lineage", $"runs/{LineageStore.Run(6)}?tab=data"),
        ("model-lineage", "models/fraud-detector?tab=lineage"),
        ("store", "store"),
        ("alerts", "alerts"),
        ("run-artifacts-zip", $"runs/{LineageStore.Run(6)}?tab=artifacts"),
    ];

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("narrow")]
    [InlineData("zoomed")]
    [InlineData("forced")]
    public async Task Every_one_of_them_is_accessible_fits_and_asks_nobody_else(string view)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        await using var visit = await browser.VisitAsync(View.Of(view), site);
        var found = new List<string>();
        foreach (var (name, path) in Pages)
        {
            await visit.GoAsync(path);
            await visit.ScreenshotAsync(view, name);
            found.AddRange((await visit.AxeAsync()).Select(f => $"{name}: {f}"));
            if (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var more)
            {
                found.Add($"{name} is {more} pixels too wide");
            }

            await Expect(visit.Page.Locator("h1")).ToHaveCountAsync(1);
        }

        visit.Complaints.RemoveAll(c => c.Contains("404", StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("narrow")]
    public async Task Tab_comes_by_everything_that_can_be_clicked(string view)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        await using var visit = await browser.VisitAsync(View.Of(view), site);
        var found = new List<string>();
        foreach (var (name, path) in Pages.Where(p => p.Name is not ("dataset-none" or "dataset-hostile")))
        {
            await visit.GoAsync(path);
            found.AddRange(await KeyboardTests.WalkAsync(visit, name));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct()));
    }

    [SkippableFact]
    public async Task From_a_run_one_comes_to_its_data_and_on_to_the_version_that_came_of_them()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync($"runs/{LineageStore.Run(6)}?tab=data");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Who else used it transactions" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("transactions");
        await Expect(page.Locator(".lineage a[aria-current]")).ToContainTextAsync("transactions");
        await page.Locator(".lineage .canvas li.is-version a", new PageLocatorOptions { HasText = "fraud-detector 2" }).FocusAsync();

        // What it came of and what became of it is shown; what else came of the same data is not.
        await Expect(page.Locator(".lineage .canvas li.lit")).ToHaveCountAsync(6);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("fraud-detector");
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Lineage" }).ClickAsync();
        await Expect(page.Locator(".lineage .canvas li.is-version")).ToHaveCountAsync(3);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_folder_of_a_run_and_all_of_it_are_saved_as_archives()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync($"runs/{DemoStore.Files}?tab=artifacts");
        foreach (var (link, name, entries) in new[] { ("zip of all of them", "explore-1 artifacts.zip", 10), ("zip of the folder models", "explore-1 models.zip", 3) })
        {
            var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).ClickAsync());
            Assert.Equal(name, download.SuggestedFilename);
            await using var zip = System.IO.Compression.ZipFile.OpenRead(await download.PathAsync());
            Assert.Equal(entries, zip.Entries.Count);
        }

        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_dataset_is_found_by_its_digest_and_a_name_that_is_markup_stands_there_as_it_was_written()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        await using var visit = await browser.VisitAsync(site: site);
        var page = visit.Page;
        await visit.GoAsync("data?find=nothing-like-it");
        await Expect(page.Locator(".empty")).ToContainTextAsync("No dataset has that");
        await page.GetByLabel("Find a dataset").FillAsync("sha256:b7d2");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("transactions");
        await visit.GoAsync($"data?digest={Uri.EscapeDataString(LineageStore.HostileDigest)}");
        await Expect(page.Locator("h1")).ToHaveTextAsync(LineageStore.HostileName);
        Assert.Empty(visit.Complaints);
    }
}
