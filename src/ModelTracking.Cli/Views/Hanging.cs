using System.Text;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Text that goes on below its own beginning, not at the edge, where it needs more than one line.</summary>
internal static class Hanging
{
    /// <summary>Writes what stands before, then the text in as many lines as it takes.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="before">What stands before, in its colours.</param>
    /// <param name="text">The text; line breaks in it are kept.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<Cell> before, Cell text)
    {
        var width = console.Profile.Width;
        var taken = before.Sum(c => c.Text.GetCellWidth());
        var indent = taken <= width * 2 / 3 ? taken : width / 8;
        var line = new Paragraph();
        foreach (var cell in before)
        {
            line.Append(cell.Text, cell.Style);
        }

        if (indent < taken)
        {
            // What stands before leaves too little room: the text begins below it.
            console.Write(line);
            console.WriteLine();
            line = new Paragraph(new string(' ', indent));
        }

        foreach (var part in Lines(text.Text, Math.Max(8, width - indent)))
        {
            console.Write(line.Append(part, text.Style));
            console.WriteLine();
            line = new Paragraph(new string(' ', indent));
        }
    }

    /// <summary>Breaks text between words; a word longer than a line is broken anywhere.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            var used = 0;
            foreach (var word in paragraph.TrimEnd().Split(' '))
            {
                if (used > 0 && used + 1 + word.GetCellWidth() > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    used = 0;
                }
                else if (line.Length > 0 || used > 0)
                {
                    line.Append(' ');
                    used++;
                }

                foreach (var rune in word.EnumerateRunes())
                {
                    var cells = rune.ToString().GetCellWidth();
                    if (used + cells > width)
                    {
                        yield return line.ToString();
                        line.Clear();
                        used = 0;
                    }

                    line.Append(rune.ToString());
                    used += cells;
                }
            }

            yield return line.ToString();
        }
    }
}
