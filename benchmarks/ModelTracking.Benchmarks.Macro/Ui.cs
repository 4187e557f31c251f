using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using ModelTracking.Dashboard;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>The dashboard in a real browser: how long somebody in front of it waits.</summary>
internal static class Ui
{
    private const string FirstRow = "new MutationObserver((_, o) => { if (document.querySelector('[data-row=\"0\"] a')) { window.firstRow ??= performance.now(); o.disconnect(); } }).observe(document, { childList: true, subtree: true });";
    private const string LongTasks = "window.longest = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.longest = Math.max(window.longest, e.duration))).observe({ entryTypes: ['longtask'] });";

    public static async Task<int> RunAsync(int runs, int streamSeconds)
    {
        var chromium = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);
        if (chromium is null)
        {
            await Console.Error.WriteLineAsync("There is no Chromium on this machine; install it (apt-get install chromium) to measure the dashboard.");
            return 2;
        }

        using var scratch = new Scratch();

        // As the store of the verb 'search': 50 params and 20 metrics a run, of which the newest were logged and the others are rows of the catalog.
        await SearchStore.FillAsync(scratch.Folder, runs, real: 100, hasTables: false);
        await using var client = TrackingClient.Open(new TrackingOptions { Store = scratch.Folder, FlushOnExit = false, Capture = ModelTracking.Capture.CaptureOptions.Off() });
        var million = Long(client, 1_000_000);
        var tenMillion = Long(client, 10_000_000);
        await using var server = await DashboardServer.StartAsync(new DashboardOptions { Store = scratch.Folder });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        await page.AddInitScriptAsync(FirstRow + LongTasks);
        await page.GotoAsync(server.LoginLink.AbsoluteUri);
        await page.WaitForFunctionAsync("() => window.firstRow");
        var home = server.Address.AbsoluteUri;

        await ListAsync(page, home, runs);
        await SeriesAsync(page, home, million, "1M", 500);
        await SeriesAsync(page, home, tenMillion, "10M", 1000);
        await LiveAsync(client, page, home, streamSeconds);
        return Figure.ExitCode;
    }

    private static RunId Long(TrackingClient client, int points)
    {
        using var run = client.StartRun("long", new RunOptions { Name = points.ToString(CultureInfo.InvariantCulture) });
        var curve = Scratch.LossCurve(points);
        var loss = run.Metric("loss");
        for (var i = 0; i < points; i++)
        {
            loss.Log(curve[i], i);
        }

        return run.Id;
    }

    private static async Task ListAsync(IPage page, string home, int runs)
    {
        var paints = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await page.GotoAsync(home);
            await page.WaitForFunctionAsync("() => window.firstRow");
            paints.Add(await page.EvaluateAsync<double>("() => window.firstRow"));
        }

        Figure.AtMost("ui.first_row", Measure.Median(paints), "ms", 1500);
        Figure.AtLeast("ui.runs", await page.EvaluateAsync<int>("() => parseInt(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1"), "runs", runs);

        var filters = new List<double>();
        foreach (var query in (string[])["params.p3 = 'value-4' AND metrics.m1 > 0.5", "params.p1 IN (64, 128)", "run_name LIKE '%99' ORDER BY metrics.m2", "experiment = 'experiment-3'", "tags.owner = 'cv'"])
        {
            await page.FillAsync("#query", query);
            var before = await page.TextContentAsync(".total");
            filters.Add(await page.EvaluateAsync<double>(
                "async before => { const start = performance.now(); document.querySelector('#query').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));"
                + "while (document.querySelector('.total').textContent === before) await new Promise(requestAnimationFrame); return performance.now() - start; }",
                before));
        }

        Figure.AtMost("ui.filter", filters.Max(), "ms", 300);
        await page.GotoAsync(home);
        await page.WaitForFunctionAsync("() => window.firstRow");
        var longest = await page.EvaluateAsync<double>(
            "async () => { window.longest = 0; const grid = document.querySelector('[role=grid]'); for (let y = 0; y < 120; y++) { grid.scrollTop += 900; await new Promise(requestAnimationFrame); } await new Promise(r => setTimeout(r, 200)); return window.longest; }");
        Figure.AtMost("ui.scroll_longest_task", longest, "ms", 100);
    }

    private static async Task SeriesAsync(IPage page, string home, RunId run, string name, double bar)
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            await page.GotoAsync($"{home}runs/{run}");
            await page.WaitForSelectorAsync("[data-tab=metrics]");
            times.Add(await page.EvaluateAsync<double>(
                "async () => { const start = performance.now(); document.querySelector('[data-tab=metrics]').click();"
                + "while (!document.querySelector('.plot canvas') || !document.querySelector('.readout b')?.textContent) await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); return performance.now() - start; }"));
        }

        Figure.AtMost($"ui.series_{name}", Measure.Median(times), "ms", bar);
    }

    private static async Task LiveAsync(TrackingClient client, IPage page, string home, int streamSeconds)
    {
        await using var run = client.StartRun("live", new RunOptions { Name = "live" });
        run.LogMetric("loss", 0, 0);
        run.LogMetric("loss", 0, 1);
        await run.FlushAsync();
        await page.GotoAsync($"{home}runs/{run.Id}?tab=metrics");
        await page.WaitForSelectorAsync(".readout b");
        var waits = new List<double>();
        for (var step = 2; step < 12; step++)
        {
            var start = Stopwatch.GetTimestamp();
            run.LogMetric("loss", step, step);
            await page.WaitForFunctionAsync("value => document.querySelector('.readout b').textContent === value", $"{step}");
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Figure.AtMost("ui.live_point", waits.Max(), "ms", 1000);

        // Whatever streams on must not pile up in the server: the first tenth of the time is for warming up.
        var (watch, warm, next) = (Stopwatch.StartNew(), 0L, 12);
        while (watch.Elapsed.TotalSeconds < streamSeconds)
        {
            for (var i = 0; i < 100; i++)
            {
                run.LogMetric("loss", next, next++);
            }

            await Task.Delay(100);
            if (warm == 0 && watch.Elapsed.TotalSeconds > streamSeconds / 10.0)
            {
                warm = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        if (streamSeconds > 0)
        {
            Figure.AtMost($"ui.stream_growth_{streamSeconds}s", (GC.GetTotalMemory(forceFullCollection: true) - warm) / 1048576.0, "MiB", 8);
        }
    }
}
