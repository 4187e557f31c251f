using ModelTracking.Reading.Comparing;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Runs side by side in the terminal.</summary>
internal sealed class CompareView(IAnsiConsole console)
{
    private const int ColumnWidth = 22;
    private const int Digits = 6;
    private const int MostCodeLines = 40;

    /// <summary>Writes the comparison.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="all">Shows rows in which the runs agree, too.</param>
    public void Write(RunComparison comparison, bool all)
    {
        var names = Names(comparison.Runs);
        var shown = 0;
        foreach (var block in Blocks(comparison))
        {
            foreach (var section in comparison.Sections)
            {
                var rows = section.Rows.Where(r => all || block.Any(i => !Equals(r.Values[i].Value, r.Values[block[0]].Value))).ToList();
                if (rows.Count == 0)
                {
                    continue;
                }

                shown += rows.Count;
                Heading(section.Part);
                Table(comparison, names, rows, block).Write(console);
                console.WriteLine();
            }
        }

        WriteCode(comparison, names);
        foreach (var note in comparison.Notes)
        {
            console.WriteLine(Format.Line(note), Palette.Doubtful);
        }

        var same = comparison.SameCount;
        if (!all)
        {
            console.WriteLine($"{(shown == 0 && comparison.Runs.Count > 1 ? "Nothing differs. " : "")}{Format.Count(same, "value")} {(same == 1 ? "is" : "are")} the same{(same > 0 ? "; --all shows them" : "")}.", Palette.Quiet);
        }
    }

    // Where the terminal is too narrow for all runs, each block shows the baseline and some of the others, and what differs among these.
    private IEnumerable<int[]> Blocks(RunComparison comparison)
    {
        var others = Enumerable.Range(0, comparison.Runs.Count).Where(i => i != comparison.BaselineIndex).ToArray();
        var room = Math.Max(1, (console.Profile.Width / ColumnWidth) - 2);
        return others.Length == 0 ? [[comparison.BaselineIndex]] : others.Chunk(room).Select(c => (int[])[comparison.BaselineIndex, .. c]);
    }

    private static FittedTable Table(RunComparison comparison, List<string> names, List<ComparisonRow> rows, int[] runs)
    {
        List<TableColumn> columns = [new("", [.. rows.Select(r => Cell.Quiet(Format.Line(r.Name) + Arrow(r.Goal)))]) { MinWidth = 12 }];
        foreach (var run in runs)
        {
            var isBaseline = run == comparison.BaselineIndex && comparison.Runs.Count > 1;
            columns.Add(new((isBaseline ? "baseline: " : "") + names[run], [.. rows.Select(r => Value(r.Values[run]))]) { MinWidth = 8 });
        }

        return new FittedTable(columns, 2);
    }

    private static Cell Value(ComparedValue value)
    {
        if (value.IsMissing)
        {
            return Cell.Quiet("–");
        }

        var text = value.Value is double number ? Format.Number(number, Digits) : Format.Line(value.Text);
        var style = value.IsBetter switch { true => Palette.Good, false => Palette.Bad, null => Palette.Plain };
        return new Cell(value.Delta is { } delta && delta != 0 ? $"{text} ({(delta > 0 ? "+" : "")}{Format.Number(delta, 4)})" : text, style);
    }

    private void WriteCode(RunComparison comparison, List<string> names)
    {
        foreach (var difference in comparison.CodeDifferences)
        {
            var run = comparison.Runs.TakeWhile(r => r.Id != difference.Run).Count();
            console.Write(new Paragraph().Append(Format.Line(difference.Path), Palette.Heading).Append($"  {names[run]} (+) against {names[comparison.BaselineIndex]} (-), of what was not committed", Palette.Quiet));
            console.WriteLine();
            foreach (var line in difference.Lines.Take(MostCodeLines))
            {
                console.WriteLine($"  {Format.Line(line)}", line[0] switch { '+' => Palette.Good, '-' => Palette.Bad, _ => Palette.Quiet });
            }

            if (difference.Lines.Count > MostCodeLines)
            {
                console.WriteLine($"  and {Format.Count(difference.Lines.Count - MostCodeLines, "line")} more: 'modeltracking patch {Format.Id(difference.Run)}'", Palette.Quiet);
            }

            console.WriteLine();
        }
    }

    private void Heading(ComparedPart part)
    {
        console.Write(new Text(part == ComparedPart.Run ? "Runs" : part.ToString(), Palette.Heading));
        console.WriteLine();
    }

    private static string Arrow(MetricGoal goal) => goal switch { MetricGoal.Minimize => " ↓", MetricGoal.Maximize => " ↑", _ => "" };

    private static List<string> Names(IReadOnlyList<RunSummary> runs) =>
        [.. runs.Select(r => Format.Line(r.Name) + (runs.Count(o => o.Name == r.Name) > 1 ? $" {Format.Id(r.Id)}" : ""))];
}
