using System.ComponentModel;
using ModelTracking.Analysis.Reports;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows runs side by side, and judges them.</summary>
[Description("Show runs side by side: what differs in params, metrics, tags, data, code, environment, packages, models and artifacts.")]
internal sealed class CompareCommand(Terminal terminal) : AsyncCommand<CompareCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("Runs, each by its id, the beginning of it, its name, or 'latest'.")]
        public string[] Runs { get; init; } = [];

        [CommandOption("--where|-w <QUERY>")]
        [Description("Runs that meet a query, as in 'modeltracking runs', besides those that are named.")]
        public string? Where { get; init; }

        [CommandOption("--baseline|-b <RUN>")]
        [Description("The run that the others are measured against. Default: the first.")]
        public string? Baseline { get; init; }

        [CommandOption("--all|-a")]
        [Description("Show what is the same, too.")]
        public bool All { get; init; }

        [CommandOption("--ignore <PATTERN>")]
        [Description("Leave out rows, for example 'tags.mlflow.*' or 'environment.*'; may be given several times.")]
        public string[] Ignore { get; init; } = [];

        [CommandOption("--system")]
        [Description("Compare metrics about the machine (system/...), too.")]
        public bool System { get; init; }

        [CommandOption("--markdown")]
        [Description("Print Markdown for a pull-request comment.")]
        public bool Markdown { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }

        [CommandOption("--html <FILE>")]
        [Description("Write one HTML file with charts that opens offline.")]
        public string? Html { get; init; }

        [CommandOption("--fail-if <CONDITION>")]
        [Description("Exit with 3 where a run meets it, or where nobody can say, for example \"metrics.accuracy < baseline - 0.01\"; may be given several times.")]
        public string[] FailIf { get; init; } = [];
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var gates = settings.FailIf.Select(RunGate.Parse).ToArray();
        var store = OpenStore.At(settings, terminal);
        var runs = await FindAsync(store, settings, cancellationToken);
        var baseline = settings.Baseline is { } named ? await store.FindAsync(named, cancellationToken) : null;
        if (baseline is not null && runs.All(r => r.Id != baseline.Id))
        {
            runs.Insert(0, baseline);
        }

        if (runs.Count < 2)
        {
            throw ToolException.BadUsage(runs.Count == 0 ? "name the runs to compare, or give a --where query that finds some." : "one run alone cannot be compared; name another, or give --baseline.");
        }

        var options = new ComparisonOptions { Baseline = baseline?.Id, Ignore = settings.Ignore, SystemMetrics = settings.System };
        var comparison = await RunComparison.CompareAsync(store.Reader, runs, options, cancellationToken);
        var results = await JudgeAsync(store, comparison, gates, cancellationToken);
        await WriteAsync(store, settings, comparison, results, cancellationToken);
        return results.All(r => r.Outcome == GateOutcome.Passed) ? store.ExitCode : ExitCode.GateFailed;
    }

    private async Task<List<RunSummary>> FindAsync(OpenStore store, Settings settings, CancellationToken cancellationToken)
    {
        var runs = new List<RunSummary>();
        foreach (var name in settings.Runs)
        {
            runs.Add(await store.FindAsync(name, cancellationToken));
        }

        if (settings.Where is { } where)
        {
            var query = QueryText.Of(store.Reader, terminal, where, null, null);
            runs.AddRange(await query.ToListAsync(cancellationToken));
            await QueryText.WarnAsync(query, where, terminal, cancellationToken);
        }

        return [.. runs.DistinctBy(r => r.Id)];
    }

    private async Task<List<GateResult>> JudgeAsync(OpenStore store, RunComparison comparison, RunGate[] gates, CancellationToken cancellationToken)
    {
        var results = new List<GateResult>();
        foreach (var gate in gates)
        {
            foreach (var run in comparison.Runs.Where(r => r.Id != comparison.Baseline.Id))
            {
                results.Add(await gate.CheckAsync(store.Reader, run, comparison.Baseline, terminal.Time, cancellationToken));
            }
        }

        return results;
    }

    private async Task WriteAsync(OpenStore store, Settings settings, RunComparison comparison, List<GateResult> results, CancellationToken cancellationToken)
    {
        if (settings.Html is { } html)
        {
            var file = Path.GetFullPath(html, terminal.Folder);
            await using var stream = File.Create(file);
            await HtmlReport.WriteAsync(stream, store.Reader, comparison, results, cancellationToken);
            terminal.Tell("report", file);
        }

        if (settings.Json)
        {
            ComparisonJson.Write(terminal, comparison, results, settings.All);
        }
        else if (settings.Markdown)
        {
            await terminal.Bytes.WriteAsync(System.Text.Encoding.UTF8.GetBytes(MarkdownReport.Write(comparison, results, settings.All)), cancellationToken);
        }
        else if (settings.Html is null || results.Count > 0)
        {
            if (settings.Html is null)
            {
                new CompareView(terminal.Console).Write(comparison, settings.All);
            }

            WriteGates(comparison, results);
        }
    }

    private void WriteGates(RunComparison comparison, List<GateResult> results)
    {
        foreach (var result in results)
        {
            var (word, style) = result.Outcome switch
            {
                GateOutcome.Passed => ("✓ passed", Palette.Good),
                GateOutcome.Failed => ("✗ failed", Palette.Bad),
                _ => ("? undecided", Palette.Doubtful),
            };
            Hanging.Write(terminal.Console, [new Cell($"{word}  ", style), Format.Line(comparison.Runs.First(r => r.Id == result.Run).Name) + "  "], Cell.Quiet(result.Explanation));
        }
    }
}
