using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>The few colours there are: what is quiet, what stands out, what went well and what did not.</summary>
internal static class Palette
{
    public static Style Plain { get; } = Style.Plain;

    public static Style Quiet { get; } = new(Color.Grey);

    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    public static Style Live { get; } = new(Color.DodgerBlue1);

    public static Style Good { get; } = new(Color.Green);

    public static Style Doubtful { get; } = new(Color.Yellow);

    public static Style Bad { get; } = new(Color.Red);

    public static Style Curve { get; } = new(Color.DodgerBlue1);
}
