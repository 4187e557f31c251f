using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>
/// A table without lines that fits its width: long texts are cut first, then the columns that matter least are left
/// out. Where the width is unlimited (redirected output) it shows everything.
/// </summary>
internal sealed class FittedTable(IReadOnlyList<TableColumn> columns, int indent = 0)
{
    private const int Gap = 2;

    /// <summary>Writes the heading and the rows.</summary>
    public void Write(IAnsiConsole console, bool withHeader = true)
    {
        var (shown, widths) = Fit(console.Profile.Width - indent);
        if (withHeader)
        {
            WriteRow(console, shown, widths, c => new Cell(c.Header, Palette.Quiet));
        }

        var rows = shown.Count == 0 ? 0 : shown[0].Cells.Count;
        for (var row = 0; row < rows; row++)
        {
            WriteRow(console, shown, widths, c => c.Cells[row]);
        }
    }

    private (List<TableColumn> Shown, int[] Widths) Fit(int width)
    {
        var shown = columns.ToList();
        while (true)
        {
            var widths = shown.Select(c => c.Natural).ToArray();
            var excess = widths.Sum() + (Gap * (shown.Count - 1)) - width;
            if (Cut(shown, widths, excess, c => c.Comfortable) <= 0)
            {
                return (shown, widths);
            }

            // Nobody wants one more column at the price of texts that cannot be read.
            var spared = shown.MaxBy(c => c.Spare);
            if (spared is not { Spare: >= TableColumn.Luxury } && Cut(shown, widths, excess, c => c.MinWidth) <= 0)
            {
                return (shown, widths);
            }

            if (spared is not { Spare: > 0 })
            {
                return (shown, widths);
            }

            shown.Remove(spared);
        }
    }

    // Takes the excess from the widest columns first and says what is left of it.
    private static int Cut(List<TableColumn> shown, int[] widths, int excess, Func<TableColumn, int> least)
    {
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = shown[i].Natural;
        }

        foreach (var i in Enumerable.Range(0, shown.Count).Where(i => shown[i].MinWidth > 0).OrderByDescending(i => widths[i]))
        {
            var cut = Math.Clamp(excess, 0, Math.Max(0, widths[i] - least(shown[i])));
            widths[i] -= cut;
            excess -= cut;
        }

        return excess;
    }

    private void WriteRow(IAnsiConsole console, List<TableColumn> shown, int[] widths, Func<TableColumn, Cell> cellOf)
    {
        var line = new Paragraph { Overflow = Overflow.Ellipsis };
        line.Append(new string(' ', indent));
        var space = 0;
        for (var i = 0; i < shown.Count; i++)
        {
            var cell = cellOf(shown[i]);
            var text = Format.Fit(cell.Text, widths[i]);
            var padding = widths[i] - text.GetCellWidth();
            space += shown[i].Right ? padding : 0;
            if (text.Length > 0)
            {
                // Blanks are held back until text follows, so that no line ends in them.
                line.Append(new string(' ', space)).Append(text, cell.Style);
                space = 0;
            }

            space += Gap + (shown[i].Right ? 0 : padding);
        }

        console.Write(line);
        console.WriteLine();
    }
}
