using System.Globalization;
using Microsoft.Playwright;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Somebody in front of the dashboard. Notes whatever a page should never do.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const string WatchPolicy = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI));";
    private readonly IBrowserContext _context;
    private readonly string _origin;

    private Visit(IBrowserContext context, IPage page, string origin)
    {
        _context = context;
        _origin = origin;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Complaints.Add(message.Text);
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Complaints.Add($"{response.Status} for {response.Url}");
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            Complaints.Add($"a dialog of kind {dialog.Type} opened: {dialog.Message}");

            // One that nobody answers would stop the page for good.
            await dialog.AcceptAsync();
        };
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(origin + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                Complaints.Add($"a request left the machine: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors, policy violations, dialogs and requests to elsewhere.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Visit> OpenAsync(IBrowser browser, Site site, View view)
    {
        var visit = await BeginAsync(browser, site.Origin, view);
        await visit.Page.GotoAsync(site.Server.LoginLink.AbsoluteUri);
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#app #main')");
        return visit;
    }

    /// <summary>Logs in with a key, as people do.</summary>
    public static async Task<Visit> LogInAsync(IBrowser browser, Uri address, string key, View view)
    {
        var visit = await AtTheDoorAsync(browser, address, view);
        await visit.Page.Locator("#key").FillAsync(key);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#app #main')");
        return visit;
    }

    public static async Task<Visit> AtTheDoorAsync(IBrowser browser, Uri address, View view)
    {
        var visit = await BeginAsync(browser, address.GetLeftPart(UriPartial.Authority), view);
        await visit.Page.GotoAsync(address.AbsoluteUri);
        return visit;
    }

    private static async Task<Visit> BeginAsync(IBrowser browser, string origin, View view)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = view.Width, Height = view.Height },
            DeviceScaleFactor = view.Scale,
            ColorScheme = view.Scheme,
            ForcedColors = view.ForcedColors,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddInitScriptAsync(WatchPolicy);
        var page = await context.NewPageAsync();
        await SlowDownAsync(page);
        return new Visit(context, page, origin);
    }

    /// <summary>MODELTRACKING_BROWSER_SLOWDOWN says how many times slower pages run than the machine lets them: a test that looks too soon is found by it.</summary>
    public static async Task SlowDownAsync(IPage page)
    {
        if (double.TryParse(Environment.GetEnvironmentVariable("MODELTRACKING_BROWSER_SLOWDOWN"), CultureInfo.InvariantCulture, out var rate))
        {
            var tools = await page.Context.NewCDPSessionAsync(page);
            await tools.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = rate });
        }
    }

    /// <summary>Opens a page and waits until it has all it shows.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync($"{_origin}/{path}");
        await SettleAsync();
    }

    public async Task SettleAsync()
    {
        await Page.WaitForFunctionAsync("() => document.querySelector('#main') && !document.querySelector('.loading')");
        await Page.WaitForFunctionAsync("() => [...document.images].every(i => i.complete || i.loading === 'lazy')");
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
        await Page.WaitForFunctionAsync("() => !document.querySelector('.loading')");
    }

    public async Task ScreenshotAsync(string folder, string name, bool whole = true) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(BrowserFixture.Screenshots, folder, name + ".png"), FullPage = whole });

    /// <summary>What axe finds serious or worse.</summary>
    public async Task<string[]> AxeAsync()
    {
        await Page.EvaluateAsync(BrowserFixture.AxeSource);

        // With the colours of the system it sees to contrast; what axe is told of colours there is not what is seen.
        return await Page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } } })).violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
            + ".flatMap(v => v.nodes.slice(0, 4).map(n => v.id + ': ' + n.target.join(' ') + ' | ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')))");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
