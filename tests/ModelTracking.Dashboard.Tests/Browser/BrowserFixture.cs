using System.Reflection;
using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>The machine's own Chromium and a dashboard of the demo store. Where there is no browser, tests say so and are skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--font-render-hinting=none"];

    private readonly DemoStore _store = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Site? _site;

    public static string? Executable { get; } = Environment.GetEnvironmentVariable("MODELTRACKING_CHROMIUM") ?? Array.Find(Places, File.Exists);

    public string Folder => _store.Folder;

    internal Site Site => _site!;

    public static string AxeSource { get; } = new StreamReader(typeof(BrowserFixture).Assembly.GetManifestResourceStream("axe.min.js")!).ReadToEnd();

    /// <summary>Where screenshots are kept, to be looked at.</summary>
    public static string Screenshots { get; } = typeof(BrowserFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ResultsFolder").Value!;

    public async Task InitializeAsync()
    {
        if (Executable is null)
        {
            return;
        }

        // How long a page takes on a shared machine is not what these tests are about.
        Assertions.SetDefaultExpectTimeout(20_000);
        await _store.InitializeAsync();
        _site = await Site.OpenAsync(_store.Folder);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        _store.Dispose();
    }

    /// <summary>A file in a browser with its cable pulled, and what would be wrong with it: errors, dialogs, and whatever it asks for beyond itself.</summary>
    internal async Task<(IPage Page, List<string> Complaints)> UnpluggedAsync(string file)
    {
        Skip.If(Executable is null, "There is no Chromium on this machine; install it (apt-get install chromium) to run the browser tests.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { Offline = true, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await Visit.SlowDownAsync(page);
        var complaints = new List<string>();
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
            {
                complaints.Add(m.Text);
            }
        };
        page.PageError += (_, e) => complaints.Add(e);
        page.Dialog += (_, d) => complaints.Add(d.Message);
        page.Request += (_, r) =>
        {
            if (!r.Url.StartsWith("file:", StringComparison.Ordinal) && !r.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                complaints.Add(r.Url);
            }
        };
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return (page, complaints);
    }

    /// <summary>A fresh browser profile that has logged in to a dashboard for others with a key.</summary>
    internal async Task<Visit> LogInAsync(ServedSite site, string key, View? view = null)
    {
        Skip.If(Executable is null, "There is no Chromium on this machine; install it (apt-get install chromium) to run the browser tests.");
        return await Visit.LogInAsync(_browser!, site.Server.LoginLink, key, view ?? View.Light);
    }

    /// <summary>A fresh browser profile in front of the login page of a dashboard for others.</summary>
    internal async Task<Visit> AtTheDoorAsync(ServedSite site, View? view = null)
    {
        Skip.If(Executable is null, "There is no Chromium on this machine; install it (apt-get install chromium) to run the browser tests.");
        return await Visit.AtTheDoorAsync(_browser!, site.Server.LoginLink, view ?? View.Light);
    }

    /// <summary>A fresh browser profile that has opened the login link of a dashboard.</summary>
    internal async Task<Visit> VisitAsync(View? view = null, Site? site = null)
    {
        Skip.If(Executable is null, "There is no Chromium on this machine; install it (apt-get install chromium) to run the browser tests.");
        return await Visit.OpenAsync(_browser!, site ?? Site, view ?? View.Light);
    }
}
