using System.ComponentModel;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Export;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Writes runs as tables.</summary>
[Description("Write runs or points as CSV, Parquet, JSON lines, or MLflow's mlruns.")]
internal sealed class ExportCommand(Terminal terminal) : AsyncCommand<ExportCommand.Settings>
{
    private const string Mlruns = "mlruns";

    private static readonly Dictionary<string, TableFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csv"] = TableFormat.Csv,
        ["parquet"] = TableFormat.Parquet,
        ["jsonl"] = TableFormat.JsonLines,
    };

    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[QUERY]")]
        [Description("Which runs, in which order, as in 'modeltracking runs'. Default: all.")]
        public string? Query { get; init; }

        [CommandOption("--format|-f <FORMAT>")]
        [Description("csv, parquet, jsonl, or mlruns (all of the store, to the folder --out). Default: what the file's name says, else csv.")]
        public string? Format { get; init; }

        [CommandOption("--out|-o <FILE>")]
        [Description("The file; '-' for standard output. Default: standard output.")]
        public string? Out { get; init; }

        [CommandOption("--columns|-c <VALUES>")]
        [Description("Columns, for example \"run_name, params.lr, metrics.f1 / params.cost AS value\". Default: everything that any of the runs has.")]
        public string? Columns { get; init; }

        [CommandOption("--experiment|-e <NAME>")]
        [Description("Only runs of this experiment.")]
        public string? Experiment { get; init; }

        [CommandOption("--points")]
        [Description("A row for each point of a metric instead of one for each run.")]
        public bool Points { get; init; }

        [CommandOption("--metric <KEY>")]
        [Description("With --points: only this metric; may be given several times.")]
        public string[] Metrics { get; init; } = [];
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings is { Points: true, Columns: not null })
        {
            throw ToolException.BadUsage("--points has columns of its own; leave --columns out.");
        }

        if (string.Equals(settings.Format, Mlruns, StringComparison.OrdinalIgnoreCase))
        {
            return await WriteMlrunsAsync(settings, cancellationToken);
        }

        var file = settings.Out is null or "-" ? null : Path.GetFullPath(settings.Out, terminal.Folder);
        var format = FormatOf(settings, file);
        if (format == TableFormat.Parquet && file is null)
        {
            throw ToolException.BadUsage("Parquet goes to a file: give --out runs.parquet.");
        }

        var store = OpenStore.At(settings, terminal);
        var query = QueryText.Of(store.Reader, terminal, settings.Query, settings.Columns, settings.Experiment);
        await QueryText.WarnAsync(query, settings.Columns is null ? settings.Query : null, terminal, cancellationToken);
        var options = new ExportOptions { Points = settings.Points, Metrics = settings.Metrics };
        if (file is null)
        {
            await RunExport.WriteAsync(query, format, terminal.Bytes, options, cancellationToken);
            return store.ExitCode;
        }

        await using var stream = File.Create(file);
        var rows = await RunExport.WriteAsync(query, format, stream, options, cancellationToken);
        terminal.Tell("written", $"{Views.Format.Count(rows, "row")} to {file}");
        return store.ExitCode;
    }

    private async Task<int> WriteMlrunsAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (settings is { Out: null or "-" } or { Query: not null } or { Columns: not null } or { Points: true } or { Experiment: not null })
        {
            throw ToolException.BadUsage("--format mlruns writes all of the store to a folder: give --out DIR, and nothing else.");
        }

        var folder = Path.GetFullPath(settings.Out, terminal.Folder);
        var report = await MLflow.Mlruns.ExportAsync(StoreLocation.Resolve(settings.Store, terminal), folder, terminal.Time, cancellationToken);
        foreach (var problem in report.Problems)
        {
            terminal.Tell("warning", Views.Format.Line(problem));
        }

        terminal.Tell("written", $"{Views.Format.Count(report.Runs.Count, "run")}, {Views.Format.Count(report.Points, "point")}, {Views.Format.Count(report.Models, "registered model")} to {folder}");
        return report.Problems.Count == 0 ? ExitCode.Success : ExitCode.NotFoundOrDamaged;
    }

    private static TableFormat FormatOf(Settings settings, string? file)
    {
        var name = settings.Format ?? (file is null ? "csv" : Path.GetExtension(file).TrimStart('.'));
        return Formats.TryGetValue(name, out var format)
            ? format
            : throw ToolException.BadUsage($"'{name}' is no format.{Suggestion.DidYouMean(name, [.. Formats.Keys, Mlruns])} Give --format csv, parquet, jsonl or mlruns.");
    }
}
