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
    private const int MostAlone = 8;

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
                var alone = all ? [] : Alone(rows, block);
                var shared = rows.Except(alone).ToList();
                if (shared.Count > 0)
                {
                    Table(comparison, names, shared, block).Write(console);
                }

                WriteAlone(alone, names);
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

    // Shortened, a whole number would be another one.
    private static string Text(ComparedValue value) => value.Value is double number && !(number == Math.Truncate(number) && Math.Abs(number) < 1e12)
        ? Format.Number(number, Digits)
        : Format.Line(value.Text);

    private static Cell Value(ComparedValue value)
    {
        if (value.IsMissing)
        {
            return Cell.Quiet("–");
        }

        var text = Text(value);
        var style = value.IsBetter switch { true => Palette.Good, false => Palette.Bad, null => Palette.Plain };
        return new Cell(value.Delta is { } delta && delta != 0 ? $"{text} ({(delta > 0 ? "+" : "")}{Format.Number(delta, 4)})" : text, style);
    }

    // What one run alone has would fill the screen where programs of two kinds are compared.
    private static List<ComparisonRow> Alone(List<ComparisonRow> rows, int[] block)
    {
        var alone = rows.Where(r => block.Count(i => !r.Values[i].IsMissing) == 1).ToList();
        return alone.Count > MostAlone ? alone : [];
    }

    private void WriteAlone(List<ComparisonRow> rows, List<string> names)
    {
        foreach (var group in rows.GroupBy(r => r.Values.TakeWhile(v => v.IsMissing).Count()).OrderBy(g => g.Key))
        {
            var listed = string.Join(", ", group.Select(r => $"{Format.Line(r.Name)} {Text(r.Values[group.Key])}"));
            Hanging.Write(console, [Cell.Quiet("  "), $"only {names[group.Key]}  "], Cell.Quiet(listed));
        }
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
