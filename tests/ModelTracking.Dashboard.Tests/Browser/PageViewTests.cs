using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Every page on a phone, at a zoom of 200 % and in the colours of the system. The pictures are kept.</summary>
public sealed class PageViewTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableFact]
    public async Task In_the_colours_of_the_system_every_page_is_there_and_no_chart_is_the_colour_of_its_ground()
    {
        await using var visit = await browser.VisitAsync(View.Forced);
        var found = new List<string>();
        foreach (var (name, path) in PageTests.Pages)
        {
            await visit.GoAsync(path);
            await visit.ScreenshotAsync("forced", name);
            found.AddRange((await visit.AxeAsync()).Select(f => $"{name}: {f}"));
            var empty = await visit.Page.EvaluateAsync<int>(
                "() => [...document.querySelectorAll('.plot canvas')].filter(c => { const at = c.getBoundingClientRect(); if (c.width === 0 || at.bottom < 0 || at.top > innerHeight) return false;"
                + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]); return seen.size < 2; }).length");
            if (empty > 0)
            {
                found.Add($"{name}: {empty} charts of one colour");
            }
        }

        Assert.True(await visit.Page.EvaluateAsync<bool>("() => matchMedia('(forced-colors: active)').matches"));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [SkippableTheory]
    [InlineData("narrow")]
    [InlineData("zoomed")]
    public async Task No_page_is_wider_than_a_small_window(string view)
    {
        await using var visit = await browser.VisitAsync(View.Of(view));
        var wide = new List<string>();
        foreach (var (name, path) in PageTests.Pages)
        {
            await visit.GoAsync(path);
            await visit.ScreenshotAsync(view, name, whole: false);
            if (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var more)
            {
                wide.Add($"{name} by {more} pixels");
            }
        }

        Assert.Empty(wide);
    }
}
