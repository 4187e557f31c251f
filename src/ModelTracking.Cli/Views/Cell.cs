using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>One cell of a table.</summary>
/// <param name="Text">One line.</param>
/// <param name="Style">Its colour; null for the terminal's own.</param>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    public static implicit operator Cell(string text) => new(text);

    public static Cell FromString(string text) => new(text);

    public static Cell Quiet(string text) => new(text, Palette.Quiet);
}
