using System.Globalization;
using ModelTracking.Analysis.Grouping;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Groups of runs in the terminal.</summary>
internal sealed class GroupView(IAnsiConsole console, double confidence)
{
    private const int Digits = 5;

    /// <summary>Writes a table of groups, and below it how they differ.</summary>
    public void Write(GroupTable table)
    {
        List<TableColumn> columns =
        [
            new(string.Join(", ", table.By.Select(b => b.Name)), [.. table.Groups.Select(g => (Cell)Format.Line(g.Name))]) { MinWidth = 12 },
            new("runs", [.. table.Groups.Select(g => Cell.Quiet(Format.Count(g.Runs.Count)))]) { Right = true },
        ];
        for (var v = 0; v < table.Values.Count; v++)
        {
            columns.Add(new TableColumn(Format.Line(table.Values[v].Name), [.. table.Groups.Select(g => Value(g.Samples[v], g.Runs.Count))]) { Spare = v });
        }

        new FittedTable(columns).Write(console);
        console.WriteLine();
        console.WriteLine($"mean ± standard deviation [{Percent}% confidence interval of the mean]", Palette.Quiet);
        if (table.Baseline is not null)
        {
            WriteContrasts(table);
        }
    }

    /// <summary>Writes curves: a line for each step, a column for each group.</summary>
    public void Write(IReadOnlyList<(string Name, GroupCurve Curve)> curves)
    {
        var steps = curves.SelectMany(c => c.Curve.Points.Select(p => p.Step)).Distinct().Order().ToArray();
        List<TableColumn> columns = [new("step", [.. steps.Select(s => Cell.Quiet(Format.Number(s)))]) { Right = true }];
        foreach (var (name, curve) in curves)
        {
            var points = curve.Points.ToDictionary(p => p.Step);
            columns.Add(new TableColumn(Format.Line(name), [.. steps.Select(s => points.TryGetValue(s, out var p) ? (Cell)$"{Number(p.Mean)} {Interval(p.Low, p.High)} n={p.Count}" : Cell.Quiet("–"))]));
        }

        new FittedTable(columns).Write(console);
        console.WriteLine();
        console.WriteLine($"mean [{Percent}% confidence interval] over the runs that have come so far; --json prints up to 200 steps", Palette.Quiet);
    }

    private string Percent => (confidence * 100).ToString("0.##", CultureInfo.InvariantCulture);

    private static Cell Value(Sample sample, int runs)
    {
        if (sample.Count == 0)
        {
            return Cell.Quiet("–");
        }

        var n = sample.Count == runs ? "" : string.Create(CultureInfo.InvariantCulture, $" n={sample.Count}");
        return sample.Count == 1 ? $"{Number(sample.Mean)}{n}" : $"{Number(sample.Mean)} ± {Format.Number(sample.Deviation, 2)} {Interval(sample.Low, sample.High)}{n}";
    }

    private void WriteContrasts(GroupTable table)
    {
        var rows = table.Groups.Where(g => g.Contrasts is not null)
            .SelectMany(g => g.Contrasts!.Select((c, v) => (Group: g.Name, Value: table.Values[v].Name, Contrast: c)))
            .Where(r => !double.IsNaN(r.Contrast.Difference))
            .OrderBy(r => table.Values.TakeWhile(v => v.Name != r.Value).Count())
            .ToList();
        if (rows.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.Write(new Text($"Compared with {Format.Line(table.Baseline!)}", Palette.Heading));
        console.WriteLine();
        new FittedTable(
        [
            new("value", [.. rows.Select(r => (Cell)Format.Line(r.Value))]) { MinWidth = 10 },
            new("group", [.. rows.Select(r => (Cell)Format.Line(r.Group))]) { MinWidth = 10 },
            new("difference", [.. rows.Select(r => (Cell)$"{(r.Contrast.Difference > 0 ? "+" : "")}{Number(r.Contrast.Difference)}{(double.IsNaN(r.Contrast.Low) ? "" : $" {Interval(r.Contrast.Low, r.Contrast.High)}")}")]),
            new("effect (g)", [.. rows.Select(r => (Cell)Effect(r.Contrast.EffectSize))]) { Spare = 2 },
            new("p", [.. rows.Select(r => P(r.Contrast.AdjustedPValue))]),
            new("p (ranks)", [.. rows.Select(r => P(r.Contrast.AdjustedRankPValue))]) { Spare = 3 },
        ]).Write(console);
        console.WriteLine();
        foreach (var (group, value, contrast) in rows)
        {
            console.WriteLine($"{Format.Line(value)}: {Format.Line(contrast.Explain(group, table.Baseline!))}");
        }

        foreach (var warning in rows.SelectMany(r => r.Contrast.Warnings).Distinct())
        {
            console.WriteLine(warning, Palette.Doubtful);
        }
    }

    private static string Effect(double g) => double.IsNaN(g) ? "–" : $"{Format.Number(g, 3)} {Math.Abs(g) switch { < 0.2 => "negligible", < 0.5 => "small", < 0.8 => "medium", _ => "large" }}";

    private static Cell P(double p) => double.IsNaN(p) ? Cell.Quiet("–")
        : new Cell(p < 0.0001 ? "<0.0001" : p.ToString("0.0###", CultureInfo.InvariantCulture), p < 0.05 ? Palette.Good : Palette.Plain);

    private static string Interval(double low, double high) => double.IsNaN(low) ? "" : $"[{Number(low)}, {Number(high)}]";

    private static string Number(double value) => Format.Number(value, Digits);
}
