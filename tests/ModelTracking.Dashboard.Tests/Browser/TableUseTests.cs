using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Setting up the table of runs: order, columns, values, curves, a baseline.</summary>
public sealed class TableUseTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Accuracy = "metrics.accuracy[validation]";
    private const string Loss = "metrics.loss[validation]";
    private const string TopRow = "[data-row='0'] a";

    private static readonly string Digits = "?experiment=digits&columns=" + Uri.EscapeDataString($"{Accuracy}\n{Loss}\nparams.optimizer\nparams.units\nparams.epochs");

    private static ILocator Cell(IPage page, string column) => page.Locator($".thead [data-column='{column}']");

    private static ILocator Head(IPage page, string column) => Cell(page, column).Locator("button.head");

    private static Task<string[]> ColumnsAsync(IPage page) => page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.thead [data-column]')].map(e => e.dataset.column)");

    private static Task<string[]> ValuesAsync(IPage page, string column) => page.EvaluateAsync<string[]>(
        "column => { const heads = [...document.querySelectorAll('.thead > *')].map(e => e.dataset.column); const at = heads.indexOf(column);"
        + "return [...document.querySelectorAll('[data-row]')].sort((a, b) => a.dataset.row - b.dataset.row).map(r => r.children[at].textContent); }",
        column);

    private static Task MetricsAsync(IPage page, params string[] expected) =>
        page.SoonAsync(async () => Assert.Equal(expected, (await ColumnsAsync(page)).Where(c => c.StartsWith("metrics.", StringComparison.Ordinal))));

    private static async Task OpenMenuAsync(IPage page, string column)
    {
        await Cell(page, column).Locator("button.more").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".floating")).ToBeVisibleAsync();
    }

    private static Task ChooseAsync(IPage page, string item) => page.Locator(".floating button", new PageLocatorOptions { HasText = item }).First.ClickAsync();

    [SkippableFact]
    public async Task Runs_are_sorted_by_several_values_which_the_heads_the_address_and_a_screen_reader_tell()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Digits);
        await Head(page, "params.optimizer").ClickAsync();
        await Head(page, "params.units").ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Head(page, "params.units")).ToContainTextAsync("descending, sort key 2 of 2");
        await Expect(Head(page, "params.optimizer").Locator(".order b")).ToHaveTextAsync("1");
        await page.AddressHoldsAsync("sort=params.optimizer%2C+params.units+DESC");
        await Expect(page.Locator(".said")).ToHaveTextAsync("Sorted by Optimizer, ascending; then by Units, descending.");

        await Head(page, Accuracy).FocusAsync();
        await page.Keyboard.PressAsync("Shift+Enter");
        await Expect(Head(page, Accuracy)).ToContainTextAsync("descending, sort key 3 of 3");
        await Expect(page.Locator("[aria-sort=ascending]")).ToHaveCountAsync(1);
        await Expect(page.Locator(TopRow)).ToHaveTextAsync("wide-adam-best");
        await page.ReloadAsync();
        await visit.SettleAsync();
        await Expect(page.Locator("[data-row='1'] a")).ToContainTextAsync("adam-256");
        await page.SoonAsync(async () =>
        {
            var (names, units) = (await ValuesAsync(page, "params.optimizer"), await ValuesAsync(page, "params.units"));
            var pairs = names.Zip(units).Where(p => p.Second != "–").ToArray();
            Assert.NotEmpty(pairs);
            Assert.Equal(pairs.OrderBy(p => p.First, StringComparer.Ordinal).ThenByDescending(p => int.Parse(p.Second, System.Globalization.CultureInfo.InvariantCulture)), pairs);
        });

        // The third click with Shift takes a value out; a plain one sorts by that alone.
        await Head(page, "params.units").ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Head(page, "params.units").ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Head(page, Accuracy)).ToContainTextAsync("sort key 2 of 2");
        await Head(page, Loss).ClickAsync();
        await Expect(page.Locator(".thead .order")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_fifth_value_to_sort_by_is_refused_in_words()
    {
        await using var visit = await browser.VisitAsync();
        await visit.GoAsync(Digits + "&sort=" + Uri.EscapeDataString($"params.optimizer, params.units, params.epochs, {Accuracy} DESC"));
        await Head(visit.Page, Loss).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(visit.Page.Locator(".said")).ToContainTextAsync("At most 4 sort keys");
        await Expect(visit.Page.Locator(".thead .order b")).ToHaveTextAsync(["4", "1", "2", "3"]);
        await visit.ScreenshotAsync("light", "table-sort-full", whole: false);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_column_is_kept_beside_the_name_moved_widened_and_hidden_and_a_view_keeps_it()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Digits);
        await OpenMenuAsync(page, "params.units");
        await visit.ScreenshotAsync("light", "table-column-menu", whole: false);
        Assert.Empty(await visit.AxeAsync());
        await ChooseAsync(page, "Keep beside the name");
        await Expect(page.Locator(".floating")).ToHaveCountAsync(0);
        await Expect(Cell(page, "params.units").Locator("button.more")).ToBeFocusedAsync();
        await page.SoonAsync(async () => Assert.Equal(["run_name", "params.units"], (await ColumnsAsync(page)).Take(2)));
        var before = (await Cell(page, "params.units").BoundingBoxAsync())!;
        await page.SetViewportSizeAsync(760, 600);
        await page.Locator(".grid").EvaluateAsync("g => g.scrollLeft = 400");
        await Expect(page.Locator(".cell.stuck").First).ToBeInViewportAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.thead .stuck').getBoundingClientRect().left < 420 && document.querySelector('.grid').scrollLeft > 100");
        await page.SetViewportSizeAsync(1280, 800);
        await page.Locator(".grid").EvaluateAsync("g => g.scrollLeft = 0");

        // By the mouse: its right edge, then the heading itself.
        await page.Mouse.MoveAsync(before.X + before.Width, before.Y + 10);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(before.X + before.Width + 30, before.Y + 10, new MouseMoveOptions { Steps = 3 });
        await page.Mouse.MoveAsync(before.X + before.Width + 60, before.Y + 10);
        await page.Mouse.UpAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("widths=params.units"));
        await page.SoonAsync(async () => Assert.InRange((await Cell(page, "params.units").BoundingBoxAsync())!.Width, before.Width + 55, before.Width + 65));
        await Cell(page, "params.units").Locator(".grip").DblClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("widths="));

        var loss = (await Cell(page, Loss).BoundingBoxAsync())!;
        var accuracy = (await Cell(page, Accuracy).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(loss.X + 30, loss.Y + 12);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(accuracy.X + 20, loss.Y + 12, new MouseMoveOptions { Steps = 4 });
        await visit.ScreenshotAsync("light", "table-column-dragged", whole: false);
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".thead .order")).ToHaveCountAsync(0);
        await MetricsAsync(page, Loss, Accuracy);

        await OpenMenuAsync(page, Accuracy);
        await page.GetByLabel("Move to the left").ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await MetricsAsync(page, Accuracy, Loss);
        await OpenMenuAsync(page, "params.epochs");
        await ChooseAsync(page, "Hide");
        await Expect(Cell(page, "params.epochs")).ToHaveCountAsync(0);

        await page.Locator("button[title='Open or save a view']").ClickAsync();
        await page.GetByLabel("Save this page as").FillAsync("units first");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("button[title='Open or save a view']")).ToContainTextAsync("units first");
        var id = await page.SavedViewAsync();
        await visit.GoAsync($"?saved={id}");
        await Expect(Cell(page, "params.units")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stuck"));
        await page.SoonAsync(async () => Assert.Equal(["run_name", "params.units"], (await ColumnsAsync(page)).Take(2)));
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task What_is_equal_in_all_runs_is_hidden_on_request_and_comes_back()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Digits + "&q=" + Uri.EscapeDataString("params.epochs = 60 AND params.optimizer = 'adam'"));
        await page.GetByTitle("Choose columns").ClickAsync();
        await page.GetByLabel("Hide what is equal in all runs").CheckAsync();
        await Expect(Cell(page, "params.epochs")).ToHaveCountAsync(0);
        await Expect(Cell(page, "params.optimizer")).ToHaveCountAsync(0);
        await Expect(Cell(page, "params.units")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".chip", new PageLocatorOptions { HasText = "2 columns equal in all" })).ToHaveCountAsync(1);
        await page.GetByLabel("Show columns that are equal in all runs").ClickAsync();
        await Expect(Cell(page, "params.epochs")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Another_value_of_a_metric_is_chosen_at_its_heading_and_the_order_follows()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Digits + $"&sort={Uri.EscapeDataString(Loss)}");
        await OpenMenuAsync(page, Loss);
        await ChooseAsync(page, "min");
        await Expect(Head(page, $"min({Loss})")).ToContainTextAsync("ascending");
        await Expect(Head(page, $"min({Loss})").Locator("small")).ToHaveTextAsync("min · validation");
        await page.AddressHoldsAsync("sort=min%28metrics.loss");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task How_long_a_run_has_been_going_goes_on_and_times_tell_all_when_pointed_at()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        var run = client.StartRun("live", new RunOptions { Id = DemoStore.Hero, Name = "goes-on" });
        run.LogMetric("loss", 4, 0);
        await run.FlushAsync();
        await using var site = await Site.OpenAsync(folder["store"]);
        await using var visit = await browser.VisitAsync(site: site);
        await visit.GoAsync("?columns=last_activity");
        var elapsed = visit.Page.Locator("[data-row='0'] .elapsed");
        var first = await elapsed.TextContentAsync();
        await Expect(elapsed).Not.ToHaveTextAsync(first!);
        var whole = new System.Text.RegularExpressions.Regex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$");
        await Expect(visit.Page.Locator("[data-row='0'] .quiet.number")).ToHaveAttributeAsync("title", whole);
        await Expect(visit.Page.Locator("[data-row='0'] .cell").Last).ToHaveAttributeAsync("title", whole);
        await run.FinishAsync();
        await Expect(elapsed).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Curves_stand_in_cells_and_one_request_brings_all_that_are_in_view()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("api/sparklines", StringComparison.Ordinal))
            {
                asked.Add(request.Url);
            }
        };
        await visit.GoAsync(Digits);
        await OpenMenuAsync(page, Loss);
        await ChooseAsync(page, "Show its curve");
        await Expect(page.Locator("[data-row='3'] .spark")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^first .+, last .+, least .+, greatest .+$"));
        Assert.Single(asked);
        await page.SoonAsync(async () => Assert.Equal([Loss, $"curve {Loss}"], (await ColumnsAsync(page)).SkipWhile(c => c != Loss).Take(2)));
        await page.Locator(".grid").EvaluateAsync("g => g.scrollTop = 99999");
        await Expect(page.Locator("[data-row='24'] .sparkcell")).Not.ToBeEmptyAsync();
        Assert.InRange(asked.Count, 1, 2);
        Assert.Empty(await visit.AxeAsync());
        await OpenMenuAsync(page, $"curve {Loss}");
        await ChooseAsync(page, "Take the curve out");
        await Expect(page.Locator(".sparkcell")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task Numbers_are_measured_against_a_baseline_run_and_a_check_stands_at_what_is_better()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.GoAsync(Digits + "&sort=" + Uri.EscapeDataString($"{Accuracy} DESC"));
        await page.Locator("[data-row='3']").FocusAsync();
        await page.Keyboard.PressAsync("o");
        await page.Locator(".floating button", new PageLocatorOptions { HasText = "Measure the others against this" }).ClickAsync();
        await Expect(page.Locator("[data-row='3'] .basemark")).ToHaveTextAsync("baseline");
        await page.AddressHoldsAsync("baseline=");
        await Expect(page.Locator("[data-row='1'] .delta.better").First).ToContainTextAsync("✓");
        await Expect(page.Locator("[data-row='1'] .delta.better").First).ToContainTextAsync("+");
        await Expect(page.Locator("[data-row='9'] .delta.worse").First).ToContainTextAsync("−");
        await Expect(page.Locator("[data-row='9'] .delta.worse .hidden").First).ToHaveTextAsync(" worse");
        await page.ReloadAsync();
        await visit.SettleAsync();
        await Expect(page.Locator("[data-row='3'] .basemark")).ToHaveCountAsync(1);
        await page.Locator("[data-row='3']").FocusAsync();
        await page.Keyboard.PressAsync("b");
        await Expect(page.Locator(".delta")).ToHaveCountAsync(0);
        await visit.GoAsync(Digits + "&baseline=ffffffffffffffffffffffffffffffff");
        await Expect(page.Locator(".chip").First).ToContainTextAsync("The baseline is not there");
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task A_heading_that_is_sorted_by_is_still_read_whole()
    {
        await using var visit = await browser.VisitAsync();
        foreach (var sort in new[] { $"{Accuracy} DESC", $"params.units, {Accuracy} DESC, params.optimizer, params.epochs" })
        {
            await visit.GoAsync(Digits + $"&sort={Uri.EscapeDataString(sort)}");
            await Expect(visit.Page.Locator(".thead .order").First).ToBeVisibleAsync();
            await visit.Page.SoonAsync(async () => Assert.Empty(await CutAsync(visit.Page)));
        }
    }

    private static Task<string[]> CutAsync(IPage page) => page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.thead .title span')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)");

    [SkippableFact]
    public async Task The_table_of_a_report_is_sorted_by_several_values_and_by_more_with_Shift()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        const string text = "```runs\nquery: experiment = 'digits' AND params.epochs = 60\ncolumns: params.optimizer, params.units, " + Accuracy + "\nsort: params.optimizer desc, params.units\nlimit: 5\n```";
        var made = (await browser.Site.PostAsync("api/reports", System.Text.Json.JsonSerializer.Serialize(new { name = "Sorted twice", content = text, experiment = "digits" }))).Body;
        await visit.GoAsync($"reports/{made.GetProperty("id").GetString()}");
        await Expect(page.Locator(".thead .order b")).ToHaveTextAsync(["1", "2"]);
        await Expect(page.Locator(TopRow)).ToContainTextAsync("sgd-64");
        await Head(page, Accuracy).ClickAsync(new LocatorClickOptions { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Head(page, Accuracy)).ToContainTextAsync("descending, sort key 3 of 3");
        await Expect(page.Locator(TopRow)).ToContainTextAsync("sgd-64");
        await page.SoonAsync(async () => Assert.Empty(await CutAsync(page)));
        await visit.ScreenshotAsync("light", "table-in-report", whole: false);
        Assert.Empty(visit.Complaints);
    }
}
