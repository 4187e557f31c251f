using System.Globalization;
using System.Text;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Reports;

/// <summary>
/// Writes a comparison as one HTML file: metrics as charts, everything that differs as tables, uncommitted changes line by
/// line. The file holds all it needs, opens offline, and asks for nothing from anywhere.
/// </summary>
public static class HtmlReport
{
    private const int Buckets = 240;
    private const int MostCharts = 60;

    /// <summary>Writes the report, in UTF-8.</summary>
    /// <param name="target">Where to; stays open.</param>
    /// <param name="reader">Where the runs' points are.</param>
    /// <param name="comparison">The runs side by side.</param>
    /// <param name="gates">What gates say of the runs. Default: none.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(Stream target, IRunReader reader, RunComparison comparison, IReadOnlyList<GateResult>? gates = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(comparison);
        var charts = await ReadChartsAsync(reader, comparison, cancellationToken).ConfigureAwait(false);
        var page = new HtmlBuilder();
        WriteHead(page, comparison);
        WriteRuns(page, comparison);
        WriteGates(page, comparison, gates ?? []);
        WriteCharts(page, comparison, charts);
        foreach (var section in comparison.Sections)
        {
            HtmlTables.Write(page, comparison, section);
        }

        HtmlTables.WriteCode(page, comparison);
        WriteFoot(page, comparison);
        await target.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<LineChart>> ReadChartsAsync(IRunReader reader, RunComparison comparison, CancellationToken cancellationToken)
    {
        var charts = new List<LineChart>();
        foreach (var row in comparison[ComparedPart.Metrics].Where(r => r.Metric is not null).DistinctBy(r => r.Metric))
        {
            var key = row.Metric!.Value;
            var series = new List<ChartSeries>();
            for (var i = 0; i < comparison.Runs.Count; i++)
            {
                if (comparison.Runs[i].Metric(key) is { Count: > 1 })
                {
                    series.Add(new ChartSeries(i, await reader.ReadBucketsAsync(comparison.Runs[i].Id, key, Buckets, cancellationToken: cancellationToken).ConfigureAwait(false)));
                }
            }

            if (series.Count > 0)
            {
                charts.Add(new LineChart(key.ToString(), row.Goal, series));
            }
        }

        // What several runs have is what they are compared for.
        return [.. charts.OrderByDescending(c => c.Lines).Take(MostCharts)];
    }

    private static void WriteHead(HtmlBuilder page, RunComparison comparison)
    {
        var title = comparison.Runs.Count == 1 ? comparison.Baseline.Name : $"{comparison.Runs.Count} runs compared";
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            // Nothing may be fetched, whatever a run is called.
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\"><title>").Text(title).Raw("</title><style>")
            .Raw(HtmlBuilder.Resource("report.css")).Raw("</style></head><body style=\"--runs:").Raw(Whole(comparison.Runs.Count)).Raw("\"><main><header><h1>").Text(title).Raw("</h1><p>")
            .Text(string.Join(", ", comparison.Runs.Select(r => r.Experiment).Distinct()))
            .Raw("</p></header>\n");
    }

    private static void WriteRuns(HtmlBuilder page, RunComparison comparison)
    {
        page.Raw("<ul class=\"runs\">");
        var names = ReportText.Names(comparison.Runs);
        for (var i = 0; i < comparison.Runs.Count; i++)
        {
            var run = comparison.Runs[i];
            var isBaseline = i == comparison.BaselineIndex && comparison.Runs.Count > 1;
            page.Raw("<li data-run=\"").Raw(Whole(i)).Raw("\"><button type=\"button\" aria-pressed=\"true\" title=\"Show or hide in charts\"><i style=\"background:").Raw(Palette.Of(i)).Raw("\"></i><b>").Text(names[i]).Raw("</b>")
                .Raw(isBaseline ? "<em>baseline</em>" : "")
                .Raw("<span>").Text($"{run.Status.ToString().ToLowerInvariant()} · {run.StartTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} · {Duration(run.Duration)} · {run.Id.ToString()[..8]}").Raw("</span></button></li>");
        }

        page.Raw("</ul>\n");
    }

    private static void WriteGates(HtmlBuilder page, RunComparison comparison, IReadOnlyList<GateResult> gates)
    {
        foreach (var gate in gates)
        {
            var name = comparison.Runs.First(r => r.Id == gate.Run).Name;
            page.Raw("<p class=\"gate ").Raw(gate.Outcome.ToString().ToLowerInvariant()).Raw("\"><b>").Text(gate.Outcome.ToString()).Raw("</b> ").Text(name).Raw(" <span>").Text(gate.Explanation).Raw("</span></p>");
        }
    }

    private static void WriteCharts(HtmlBuilder page, RunComparison comparison, List<LineChart> charts)
    {
        if (charts.Count == 0)
        {
            return;
        }

        var names = ReportText.Names(comparison.Runs);
        page.Raw("<section class=\"charts\"><h2>Curves</h2><div class=\"grid\">");
        foreach (var chart in charts)
        {
            chart.Write(page, names);
        }

        page.Raw("</div></section>\n");
    }

    private static void WriteFoot(HtmlBuilder page, RunComparison comparison)
    {
        foreach (var note in comparison.Notes)
        {
            page.Raw("<p class=\"note\">").Text(note).Raw("</p>");
        }

        page.Raw("<footer>").Text($"{Whole(comparison.SameCount)} values are the same in all runs.").Raw(" <label><input type=\"checkbox\" id=\"all\"> Show them</label></footer></main><script>")
            .Raw(HtmlBuilder.Resource("report.js")).Raw("</script></body></html>\n");
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan span) => span.TotalSeconds < 60
        ? span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : span.TotalHours < 1 ? $"{span.Minutes} m {span.Seconds:00} s" : $"{(int)span.TotalHours} h {span.Minutes:00} m";
}
