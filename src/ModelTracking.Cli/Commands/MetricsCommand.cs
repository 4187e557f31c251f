using System.ComponentModel;
using System.Globalization;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Export;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows a metric of a run.</summary>
[Description("Draw a metric of a run as a chart, or print its points; without a key, list all metrics.")]
internal sealed class MetricsCommand(Terminal terminal) : AsyncCommand<MetricsCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandArgument(1, "[KEY]")]
        [Description("The metric's key, for example loss, or loss{train} with its context. Default: all are listed.")]
        public string? Key { get; init; }

        [CommandOption("--context|-c <CONTEXT>")]
        [Description("Only this context, for example train. Default: all.")]
        public string? Context { get; init; }

        [CommandOption("--range|-r <RANGE>")]
        [Description("Only these steps: 100..200, 100.. or ..200, both ends included.")]
        public string? Range { get; init; }

        [CommandOption("--points")]
        [Description("Print all points instead of the chart.")]
        public bool Points { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON, values in full: a list of {runId, metric, points}, one a context; without a key a list of metrics.")]
        public bool Json { get; init; }

        [CommandOption("--csv")]
        [Description("Print CSV, values in full: context,step,time,value.")]
        public bool Csv { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if ((settings.Json ? 1 : 0) + (settings.Csv ? 1 : 0) + (settings.Points ? 1 : 0) > 1)
        {
            throw ToolException.BadUsage("--json, --csv and --points exclude each other; give one of them.");
        }

        if (settings.Key is null && (settings.Csv || settings.Points || settings.Range is not null || settings.Context is not null))
        {
            throw ToolException.BadUsage("--csv, --points, --range and --context are about one metric; say which: modeltracking metrics RUN KEY.");
        }

        var range = StepRanges.Parse(settings.Range);
        var store = OpenStore.At(settings, terminal);
        var run = await store.FindAsync(settings.Run, cancellationToken);
        if (settings.Key is not { } key)
        {
            await ListAsync(store, run, settings.Json, cancellationToken);
            return store.ExitCode;
        }

        var found = SeriesFinder.Find(run, key, settings.Context);
        if (settings.Json)
        {
            var all = new List<SeriesJson>();
            foreach (var series in found)
            {
                all.Add(SeriesJson.Of(run, series, await store.Reader.ReadPointsAsync(run.Id, series.MetricKey, range, cancellationToken)));
            }

            await ToolJson.WriteAsync(terminal, all, ToolJson.Compact.IReadOnlyListSeriesJson, cancellationToken);
        }
        else if (settings.Csv)
        {
            await WriteCsvAsync(store, run, found, range, cancellationToken);
        }
        else
        {
            var view = new SeriesView(store.Reader, terminal);
            foreach (var series in found)
            {
                if (series != found[0])
                {
                    terminal.Console.WriteLine();
                }

                await (settings.Points ? view.WritePointsAsync(run, series, range, cancellationToken) : view.WriteChartAsync(run, series, range, cancellationToken));
            }
        }

        return store.ExitCode;
    }

    private async Task ListAsync(OpenStore store, RunSummary run, bool asJson, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            await ToolJson.WriteAsync(terminal, [.. run.Metrics.Select(MetricJson.Of)], ToolJson.Output.IReadOnlyListMetricJson, cancellationToken);
        }
        else if (run.Metrics.Count == 0)
        {
            terminal.Console.WriteLine($"Run {Format.Line(run.Name)} has no metrics yet.", Palette.Quiet);
        }
        else
        {
            await new MetricTableView(terminal.Console).WriteAsync(store.Reader, run.Id, run.Metrics, indent: 0, cancellationToken);
        }
    }

    private async Task WriteCsvAsync(OpenStore store, RunSummary run, IReadOnlyList<MetricSummary> found, StepRange range, CancellationToken cancellationToken)
    {
        await using var csv = new StreamWriter(terminal.Bytes, leaveOpen: true) { NewLine = "\n" };
        await csv.WriteLineAsync("context,step,time,value");
        foreach (var series in found)
        {
            var context = CsvText.Mark(series.Context.ToString());
            var quoted = context.AsSpan().IndexOfAny(",\"\r\n") < 0 ? context : $"\"{context.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            foreach (var point in await store.Reader.ReadPointsAsync(run.Id, series.MetricKey, range, cancellationToken))
            {
                await csv.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{quoted},{point.Step},{point.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ},{Format.Exact(point.Value)}"));
            }
        }
    }
}
