using Microsoft.Playwright;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>How a page is looked at.</summary>
/// <param name="Name">Its name, for the screenshots.</param>
/// <param name="Width">Width of the window.</param>
/// <param name="Height">Height of the window.</param>
/// <param name="Scale">Pixels of the screen to one of the page.</param>
/// <param name="Scheme">Light or dark.</param>
/// <param name="ForcedColors">Whether the system's few colours stand for all others, as people with low vision have it.</param>
internal sealed record View(string Name, int Width, int Height, float Scale, ColorScheme Scheme, ForcedColors ForcedColors = ForcedColors.None)
{
    public static readonly View Light = new("light", 1280, 800, 1, ColorScheme.Light);
    public static readonly View Dark = new("dark", 1280, 800, 1, ColorScheme.Dark);
    public static readonly View Narrow = new("narrow", 375, 740, 2, ColorScheme.Light);

    /// <summary>A window of 1280 by 800 pixels at a zoom of 200 %.</summary>
    public static readonly View Zoomed = new("zoomed", 640, 400, 2, ColorScheme.Light);

    public static readonly View Forced = new("forced", 1280, 800, 1, ColorScheme.Dark, ForcedColors.Active);

    public static View Of(string name) => new[] { Light, Dark, Narrow, Zoomed, Forced }.Single(v => v.Name == name);
}
