using System.ComponentModel;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Describes groups of runs.</summary>
[Description("Group runs, for example by params.model over seeds: mean, deviation, confidence interval, effect size and significance.")]
internal sealed class GroupCommand(Terminal terminal) : AsyncCommand<GroupCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<BY>")]
        [Description("What runs of a group share, for example \"params.model\" or \"params.model, git.branch\".")]
        public required string By { get; init; }

        [CommandOption("--where|-w <QUERY>")]
        [Description("Only runs that meet a query, as in 'modeltracking runs'.")]
        public string? Where { get; init; }

        [CommandOption("--experiment|-e <NAME>")]
        [Description("Only runs of this experiment.")]
        public string? Experiment { get; init; }

        [CommandOption("--values|-v <VALUES>")]
        [Description("What to describe, for example \"metrics.accuracy, min(metrics.loss)\". Default: the metrics that most runs have.")]
        public string? Values { get; init; }

        [CommandOption("--against <GROUP>")]
        [Description("The group that the others are compared with. Default: the one with the most runs.")]
        public string? Against { get; init; }

        [CommandOption("--confidence <PART>")]
        [Description("Of all intervals. Default: 0.95.")]
        public double Confidence { get; init; } = 0.95;

        [CommandOption("--curve <METRIC>")]
        [Description("Show this metric over its steps, mean and confidence band of each group, instead of single values.")]
        public string? Curve { get; init; }

        [CommandOption("--json")]
        [Description("Print JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Confidence is not (> 0 and < 1))
        {
            throw ToolException.BadUsage("--confidence is a part of 1, for example 0.95.");
        }

        var store = OpenStore.At(settings, terminal);
        var query = QueryText.Of(store.Reader, terminal, settings.Where, null, settings.Experiment);
        var isMisspelt = await QueryText.WarnAsync(query.Select(settings.Values is null ? settings.By : $"{settings.By}, {settings.Values}"), null, terminal, cancellationToken);
        GroupTable table;
        try
        {
            table = await GroupTable.GroupAsync(query, settings.By, new GroupOptions { Values = settings.Values, Baseline = settings.Against, Confidence = settings.Confidence }, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw ToolException.NotFound(exception.Message.Split(" (Parameter", 2)[0]);
        }

        if (table.Groups.Count == 0)
        {
            terminal.Console.WriteLine("No run meets this query.", Palette.Quiet);
            return isMisspelt ? ExitCode.NotFoundOrDamaged : ExitCode.Success;
        }

        if (settings.Curve is { } curve)
        {
            await WriteCurvesAsync(store, settings, table, Metric(curve), cancellationToken);
        }
        else if (settings.Json)
        {
            GroupJson.Write(terminal, table);
        }
        else
        {
            new GroupView(terminal.Console, settings.Confidence).Write(table);
        }

        return store.ExitCode;
    }

    private async Task WriteCurvesAsync(OpenStore store, Settings settings, GroupTable table, MetricKey metric, CancellationToken cancellationToken)
    {
        var curves = new List<(string, GroupCurve)>();
        foreach (var group in table.Groups)
        {
            curves.Add((group.Name, await GroupCurve.ReadAsync(store.Reader, group.Runs, metric, settings.Json ? 200 : 12, settings.Confidence, cancellationToken)));
        }

        if (curves.All(c => c.Item2.Points.Count == 0))
        {
            throw ToolException.NotFound($"none of these runs has steps of a metric '{metric}'.");
        }

        if (settings.Json)
        {
            GroupJson.Write(terminal, metric, curves);
        }
        else
        {
            new GroupView(terminal.Console, settings.Confidence).Write(curves);
        }
    }

    // With or without "metrics." before it.
    private static MetricKey Metric(string text)
    {
        var name = text.StartsWith("metrics.", StringComparison.OrdinalIgnoreCase) ? text : $"metrics.{text}";
        return RunValue.Parse(name) is MetricValue metric ? metric.Metric : throw ToolException.BadUsage($"'{text}' is no metric.");
    }
}
