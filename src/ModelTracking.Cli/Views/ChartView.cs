using System.Globalization;
using ModelTracking.Charts;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Draws charts with characters.</summary>
internal sealed class ChartView(IAnsiConsole console)
{
    private const int BarWidth = 40;
    private const int CurveColumns = 60;
    private const int CurveRows = 16;
    private const int MostBins = 32;

    /// <summary>Draws a chart.</summary>
    public void Write(Chart chart)
    {
        switch (chart)
        {
            case Histogram histogram: Write(histogram); break;
            case ConfusionMatrix matrix: Write(matrix); break;
            case Curve curve: Write(curve); break;
            case FeatureImportance importance: Write(importance); break;
        }
    }

    private void Write(Histogram histogram)
    {
        var bins = histogram.Counts.Count;
        var group = (bins + MostBins - 1) / MostBins;
        var rows = Enumerable.Range(0, (bins + group - 1) / group).Select(i => (
            From: histogram.Edges[i * group],
            Count: histogram.Counts.Skip(i * group).Take(group).Sum())).ToArray();
        var most = Math.Max(1, rows.Max(r => r.Count));
        Bars(rows.Select(r => (Format.Number(r.From, 4), (double)r.Count / most, Format.Count(r.Count))).ToArray(), rightLabels: true);
        Line($"{Format.Count(histogram.Counts.Sum(), "value")} up to {Format.Number(histogram.Edges[^1], 4)}"
            + (histogram.Mean is { } mean ? $", mean {Format.Number(mean, 4)}" : "")
            + (histogram.StandardDeviation is { } deviation ? $", standard deviation {Format.Number(deviation, 4)}" : "")
            + (histogram.NotFinite > 0 ? $", {Format.Count(histogram.NotFinite)} NaN or infinite" : ""), Palette.Quiet);
    }

    private void Write(ConfusionMatrix matrix)
    {
        var labels = matrix.Labels.Select(l => Format.Fit(Format.Line(l), 16)).ToArray();
        var rowTotals = matrix.Counts.Select(r => r.Sum()).ToArray();
        List<TableColumn> columns = [new("actual ↓  predicted →", [.. labels.Select(l => (Cell)l)])];
        for (var column = 0; column < labels.Length; column++)
        {
            var at = column;
            columns.Add(new TableColumn(labels[at], [.. matrix.Counts.Select((row, r) => new Cell(Format.Count(row[at]), row[at] == 0 ? Palette.Quiet : r == at ? Palette.Good : Palette.Bad))]) { Right = true });
        }

        columns.Add(new TableColumn("recall", [.. matrix.Counts.Select((row, r) => Cell.Quiet(Percent(row[r], rowTotals[r])))]) { Right = true });
        new FittedTable(columns, 2).Write(console);
        var precision = labels.Select((label, i) => $"{label} {Percent(matrix.Counts[i][i], matrix.Counts.Sum(r => r[i]))}");
        Line($"precision: {string.Join(", ", precision)}", Palette.Quiet);
        Line($"accuracy: {Percent(Enumerable.Range(0, labels.Length).Sum(i => matrix.Counts[i][i]), rowTotals.Sum())} of {Format.Count(rowTotals.Sum())}", Palette.Quiet);
    }

    private void Write(Curve curve)
    {
        var points = curve.X.Zip(curve.Y).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second)).ToArray();
        if (points.Length == 0)
        {
            Line("no point is a finite number", Palette.Quiet);
            return;
        }

        var isRate = curve.Shows != CurveKind.Other;
        var canvas = new BrailleCanvas(CurveColumns, CurveRows);
        var x = isRate ? new ChartScale(0, 1, canvas.Width) : ChartScale.Over(points.Min(p => p.First), points.Max(p => p.First), canvas.Width);
        var y = isRate ? new ChartScale(0, 1, canvas.Height) : ChartScale.Over(points.Min(p => p.Second), points.Max(p => p.Second), canvas.Height);
        if (curve.Shows is CurveKind.Roc or CurveKind.Calibration)
        {
            // The diagonal of chance, or of perfect calibration, as dots.
            for (var dot = 0; dot < canvas.Width; dot += 4)
            {
                canvas.Set(dot, canvas.Height - 1 - (dot * (canvas.Height - 1) / (canvas.Width - 1)));
            }
        }

        for (var i = 1; i < points.Length; i++)
        {
            canvas.Line(x.Dot(points[i - 1].First), Up(points[i - 1].Second), x.Dot(points[i].First), Up(points[i].Second));
        }

        canvas.Set(x.Dot(points[0].First), Up(points[0].Second));
        var (top, bottom) = (Format.Number(y.To, 3), Format.Number(y.From, 3));
        var width = Math.Max(top.Length, bottom.Length);
        for (var row = 0; row < CurveRows; row++)
        {
            var label = row == 0 ? top : row == CurveRows - 1 ? bottom : "";
            console.Write(new Paragraph().Append($"  {label.PadLeft(width)} {(label.Length > 0 ? '┤' : '│')}", Palette.Quiet).Append(canvas.Row(row).TrimEnd(), Palette.Curve));
            console.WriteLine();
        }

        var right = Format.Number(x.To, 3);
        Line($"{new string(' ', width)} └{new string('─', CurveColumns)}", Palette.Quiet);
        Line($"{new string(' ', width + 2)}{Format.Number(x.From, 3).PadRight(CurveColumns - right.Length)}{right}", Palette.Quiet);
        var (along, up) = Names(curve);
        Line($"x: {along}, y: {up}{(curve.Area is { } area ? $", {(curve.Shows == CurveKind.PrecisionRecall ? "average precision" : "area")} {Format.Number(area, 4)}" : "")}", Palette.Quiet);

        int Up(double value) => canvas.Height - 1 - y.Dot(value);
    }

    private void Write(FeatureImportance importance)
    {
        var sorted = importance.Features.OrderByDescending(f => Math.Abs(f.Value)).Take(MostBins).ToArray();
        var most = sorted.Select(f => Math.Abs(f.Value)).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        Bars([.. sorted.Select(f => (Format.Fit(Format.Line(f.Name), 32), most > 0 && double.IsFinite(f.Value) ? Math.Abs(f.Value) / most : 0, Format.Number(f.Value, 4) + (f.Error is { } error ? $" ± {Format.Number(error, 2)}" : "")))], rightLabels: false);
        if (importance.Features.Count > sorted.Length)
        {
            Line($"and {importance.Features.Count - sorted.Length} that matter less", Palette.Quiet);
        }

        if (importance.Method is { } method)
        {
            Line(Format.Line(method), Palette.Quiet);
        }
    }

    private void Bars((string Label, double Part, string Value)[] rows, bool rightLabels)
    {
        var width = rows.Max(r => r.Label.GetCellWidth());
        foreach (var (label, part, value) in rows)
        {
            var padding = new string(' ', width - label.GetCellWidth());
            console.Write(new Paragraph()
                .Append($"  {(rightLabels ? padding + label : label + padding)} ", Palette.Quiet)
                .Append(Bar(part), Palette.Curve)
                .Append($" {value}"));
            console.WriteLine();
        }
    }

    // Eighths of a character: what is there at all shows at least one.
    private static string Bar(double part)
    {
        var eighths = part <= 0 ? 0 : Math.Max(1, (int)Math.Round(part * BarWidth * 8));
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : ((char)('▏' - ((eighths % 8) - 1))).ToString());
    }

    private static (string X, string Y) Names(Curve curve) => curve.Shows switch
    {
        CurveKind.Roc => ("false positive rate", "true positive rate"),
        CurveKind.PrecisionRecall => ("recall", "precision"),
        CurveKind.Calibration => ("predicted probability", "observed frequency"),
        _ => (Format.Line(curve.XName ?? "x"), Format.Line(curve.YName ?? "y")),
    };

    private static string Percent(long part, long whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private void Line(string text, Style style)
    {
        console.Write(new Text("  " + text, style));
        console.WriteLine();
    }
}
