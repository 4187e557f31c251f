using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Reports;

/// <summary>A metric of several runs over the steps, as a drawing that needs no program to be seen.</summary>
internal sealed class LineChart(string name, MetricGoal goal, IReadOnlyList<ChartSeries> series)
{
    private const double Width = 400;
    private const double Height = 220;
    private const double Left = 44;
    private const double Right = 10;
    private const double Top = 10;
    private const double Bottom = 26;

    /// <summary>Number of runs in it.</summary>
    public int Lines => series.Count;

    public void Write(HtmlBuilder page, IReadOnlyList<string> names)
    {
        var all = series.SelectMany(s => s.Points).Where(p => double.IsFinite(p.Y)).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        var x = Axis.Around(all.Min(p => p.X), all.Max(p => p.X), Left, Width - Right, padding: 0);
        var y = Axis.Around(all.Min(p => Finite(p.Bucket.Min, p.Y)), all.Max(p => Finite(p.Bucket.Max, p.Y)), Height - Bottom, Top, padding: 0.05);
        page.Raw("<figure><figcaption>").Text(name).Raw(goal switch { MetricGoal.Minimize => " <small>lower is better</small>", MetricGoal.Maximize => " <small>higher is better</small>", _ => "" })
            .Raw("</figcaption><svg viewBox=\"0 0 400 220\" role=\"img\" aria-label=\"").Text($"{name} over steps").Raw("\">");
        WriteAxes(page, x, y);
        foreach (var line in series)
        {
            WriteLine(page, line, names[line.Run], x, y);
        }

        page.Raw("<line class=\"cross\" y1=\"10\" y2=\"194\"/></svg><div class=\"tip\" hidden></div></figure>");
    }

    private static void WriteAxes(HtmlBuilder page, Axis x, Axis y)
    {
        foreach (var tick in y.Ticks(5))
        {
            page.Raw($"<line class=\"rule\" x1=\"{N(Left)}\" x2=\"{N(Width - Right)}\" y1=\"{N(y.Place(tick))}\" y2=\"{N(y.Place(tick))}\"/><text x=\"{N(Left - 6)}\" y=\"{N(y.Place(tick) + 3.5)}\" text-anchor=\"end\">").Text(ReportText.Number(tick)).Raw("</text>");
        }

        foreach (var tick in x.Ticks(5))
        {
            page.Raw($"<text x=\"{N(x.Place(tick))}\" y=\"{N(Height - 8)}\" text-anchor=\"middle\">").Text(Short(tick)).Raw("</text>");
        }
    }

    private static void WriteLine(HtmlBuilder page, ChartSeries line, string name, Axis x, Axis y)
    {
        var colour = Palette.Of(line.Run);
        page.Raw(string.Create(CultureInfo.InvariantCulture, $"<g data-run=\"{line.Run}\" data-name=\"")).Text(name).Raw($"\" data-colour=\"{colour}\" data-points=\"")
            .Raw(string.Join(' ', line.Points.Where(p => double.IsFinite(p.Y)).Select(p => string.Create(CultureInfo.InvariantCulture, $"{x.Place(p.X):0.#},{p.X:R},{p.Y:G6}"))))
            .Raw("\">");
        foreach (var part in Runs(line.Points))
        {
            if (part.Any(p => p.Bucket.Count > 1))
            {
                var upper = part.Select(p => $"{N(x.Place(p.X))},{N(y.Place(Finite(p.Bucket.Max, p.Y)))}");
                var lower = part.Select(p => $"{N(x.Place(p.X))},{N(y.Place(Finite(p.Bucket.Min, p.Y)))}").Reverse();
                page.Raw($"<polygon points=\"{string.Join(' ', upper.Concat(lower))}\" fill=\"{colour}\" opacity=\"0.18\"/>");
            }

            page.Raw(part.Count == 1
                ? $"<circle cx=\"{N(x.Place(part[0].X))}\" cy=\"{N(y.Place(part[0].Y))}\" r=\"2.5\" fill=\"{colour}\"/>"
                : $"<polyline points=\"{string.Join(' ', part.Select(p => $"{N(x.Place(p.X))},{N(y.Place(p.Y))}"))}\" stroke=\"{colour}\"/>");
        }

        page.Raw("</g>");
    }

    // NaN and infinity interrupt a line.
    private static IEnumerable<List<(double X, double Y, MetricBucket Bucket)>> Runs(IEnumerable<(double X, double Y, MetricBucket Bucket)> points)
    {
        var part = new List<(double X, double Y, MetricBucket Bucket)>();
        foreach (var point in points)
        {
            if (double.IsFinite(point.Y))
            {
                part.Add(point);
                continue;
            }

            if (part.Count > 0)
            {
                yield return part;
                part = [];
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static double Finite(double value, double otherwise) => double.IsFinite(value) ? value : otherwise;

    private static string Short(double step) => Math.Abs(step) >= 1e6 ? $"{ReportText.Number(step / 1e6)}M" : Math.Abs(step) >= 1e4 ? $"{ReportText.Number(step / 1e3)}k" : ReportText.Number(step);

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
