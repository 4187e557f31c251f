using ModelTracking.Reading;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>One series for people: its figures and a chart, or all its points.</summary>
internal sealed class SeriesView(IRunReader reader, Terminal terminal)
{
    private readonly IAnsiConsole _console = terminal.Console;

    /// <summary>Writes name, figures and chart.</summary>
    public async Task WriteChartAsync(RunSummary run, MetricSummary series, StepRange range, CancellationToken cancellationToken)
    {
        var width = terminal.DrawingWidth;
        var buckets = await reader.ReadBucketsAsync(run.Id, series.MetricKey, SeriesChart.BucketsFor(width), range, cancellationToken);
        WriteHead(run, series);
        if (buckets.Count == 0)
        {
            WriteLine("  no points in this range", Palette.Quiet);
            return;
        }

        Hanging.Write(_console, ["  "], Cell.Quiet(range == StepRange.All ? Figures(series) : Figures(buckets)));
        if (buckets.Count > 1)
        {
            _console.WriteLine();
            new SeriesChart(_console, width).Write(buckets);
        }
    }

    /// <summary>Writes all points, one a line.</summary>
    public async Task WritePointsAsync(RunSummary run, MetricSummary series, StepRange range, CancellationToken cancellationToken)
    {
        var points = await reader.ReadPointsAsync(run.Id, series.MetricKey, range, cancellationToken);
        WriteHead(run, series);
        var zone = terminal.Time.LocalTimeZone;
        WriteLine($"  {"step",12}  {"value",14}  time", Palette.Quiet);
        foreach (var point in points)
        {
            var step = point.Step is { } at ? Format.Count(at) : "–";
            _console.Write(new Paragraph()
                .Append($"  {step,12}  ")
                .Append($"{Format.Number(point.Value),14}", double.IsFinite(point.Value) ? Palette.Plain : Palette.Bad)
                .Append($"  {Format.Time(point.Time, zone)}", Palette.Quiet));
            _console.WriteLine();
        }
    }

    private void WriteHead(RunSummary run, MetricSummary series)
    {
        _console.Write(new Paragraph()
            .Append(Format.Line(series.MetricKey.ToString()), Palette.Heading)
            .Append(series.Unit is { } unit ? $" [{Format.Line(unit)}]" : "")
            .Append($"  {Format.Line(run.Name)} ({Format.Id(run.Id)})", Palette.Quiet));
        _console.WriteLine();
    }

    private static string Figures(MetricSummary series)
    {
        var goal = series.Best is { } best ? $" · best {Format.Number(best)}{At(series.BestStep)}" : "";
        var nan = series.NanCount > 0 ? $" · {Format.Count(series.NanCount)} NaN" : "";
        return $"{Format.Count(series.Count, "point")} · last {Format.Number(series.Last)}{At(series.LastStep)} · min {Format.Number(series.Min)}{At(series.MinStep)} · max {Format.Number(series.Max)}{At(series.MaxStep)}{goal}{nan}";
    }

    private static string Figures(IReadOnlyList<MetricBucket> buckets)
    {
        var all = buckets.Aggregate((a, b) => a.Join(b));
        var nan = all.NanCount > 0 ? $" · {Format.Count(all.NanCount)} NaN" : "";
        return $"{Format.Count(all.Count, "point")} in the range · first {Format.Number(all.Start.Value)}{At(all.Start.Step)} · last {Format.Number(all.End.Value)}{At(all.End.Step)} · min {Format.Number(all.Min)} · max {Format.Number(all.Max)}{nan}";
    }

    private static string At(long? step) => step is { } at ? $" at {Format.Count(at)}" : "";

    private void WriteLine(string text, Style style)
    {
        _console.Write(new Text(text, style));
        _console.WriteLine();
    }
}
