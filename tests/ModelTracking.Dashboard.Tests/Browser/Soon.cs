using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Sdk;
using static Microsoft.Playwright.Assertions;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>What a page shows after something was done to it. That takes as long as the machine takes: it is looked at frame by frame until it holds.</summary>
internal static class Soon
{
    /// <summary>Beyond it the check fails, as it stands.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task SoonAsync(this IPage page, Func<Task> check)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await page.FrameAsync())
        {
            try
            {
                await check();
                return;
            }
            catch (XunitException)
            {
                // Not yet.
            }
        }

        await check();
    }

    /// <summary>What the address holds, as it is written there.</summary>
    public static Task AddressHoldsAsync(this IPage page, string part) => Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(part)));

    /// <summary>The id that the address gives for a saved view.</summary>
    public static async Task<string> SavedViewAsync(this IPage page)
    {
        await page.AddressHoldsAsync("saved=");
        return page.Url[(page.Url.LastIndexOf("saved=", StringComparison.Ordinal) + 6)..];
    }

    /// <summary>The id that the address gives for a report that is shown or written.</summary>
    public static async Task<string> ReportAsync(this IPage page, string? otherThan = null)
    {
        await Expect(page).ToHaveURLAsync(new Regex($"/reports/(?!{otherThan ?? "new"})[0-9a-f]{{8,}}"));
        return new Uri(page.Url).Segments[2].TrimEnd('/');
    }

    /// <summary>What was asked for before is drawn.</summary>
    public static Task FrameAsync(this IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
}
