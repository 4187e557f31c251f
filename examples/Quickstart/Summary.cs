using System.Globalization;
using ModelTracking;
using ModelTracking.Delivery;
using ModelTracking.Reading;
using ModelTracking.Records;
using Spectre.Console;

namespace Quickstart;

/// <summary>Reads the run back from the store and prints it.</summary>
internal static class Summary
{
    public static async Task ShowAsync(TrackingClient client, Run run, DeliveryReport report)
    {
        var kept = (await client.Reader.GetRunAsync(run.Id))!;
        AnsiConsole.Write(new Rule($"[bold]{kept.Experiment.EscapeMarkup()} / {kept.Name.EscapeMarkup()}[/]").LeftJustified());
        AnsiConsole.MarkupLine($"[green]{kept.Status}[/] in {kept.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s, {report.Delivered} records stored, {kept.Params.Count} params, {kept.Artifacts.Count} artifacts");

        var table = new Table().Border(TableBorder.Simple).AddColumn("metric").AddColumn(new TableColumn("curve").NoWrap());
        foreach (var column in (string[])["last", "best", "at step"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var metric in kept.Metrics.Where(m => !m.Key.StartsWith("system/", StringComparison.Ordinal)))
        {
            var buckets = await client.Reader.ReadBucketsAsync(run.Id, metric.MetricKey, maxBuckets: 20);
            table.AddRow(
                metric.MetricKey.ToString().EscapeMarkup(),
                buckets.Count > 1 ? Sparkline(buckets) : "",
                Number(metric.Last),
                metric.Best is { } best ? Number(best) : "",
                metric.BestStep?.ToString(CultureInfo.InvariantCulture) ?? "");
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("Show all of it:");
        AnsiConsole.WriteLine($"  dotnet run --project src/ModelTracking.Cli -- show {run.Id.ToString()[..8]}");
    }

    private static string Sparkline(IReadOnlyList<MetricBucket> buckets)
    {
        const string Levels = "▁▂▃▄▅▆▇█";
        var (low, high) = (buckets.Min(b => b.Min), buckets.Max(b => b.Max));
        return string.Concat(buckets.Select(b => Levels[high > low ? (int)((b.End.Value - low) / (high - low) * (Levels.Length - 1)) : 0]));
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
