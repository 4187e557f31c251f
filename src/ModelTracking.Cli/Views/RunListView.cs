using ModelTracking.Cli.Stores;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Runs as a table.</summary>
internal sealed class RunListView(IAnsiConsole console, DateTimeOffset now)
{
    private const int MostMetrics = 4;
    private const int FirstMetricSpare = 1;
    private const int Digits = 5;

    /// <summary>Writes the table.</summary>
    /// <param name="runs">The runs, in order.</param>
    /// <param name="metric">The metric to show before others, if any.</param>
    /// <param name="asked">Values that were asked about, one cell a run; they come before the metrics.</param>
    public void Write(IReadOnlyList<RunSummary> runs, string? metric, IReadOnlyList<TableColumn>? asked = null)
    {
        var isNarrow = console.Profile.Width < 100;
        List<TableColumn> columns =
        [
            new("id", [.. runs.Select(r => Cell.Quiet(Format.Id(r.Id)))]),
            new("name", [.. runs.Select(r => (Cell)((r.ParentId is null ? "" : "↳ ") + (r.Tags.ContainsKey(RunTags.Starred) ? "★ " : "") + Format.Line(r.Name)))]) { MinWidth = isNarrow ? 16 : 28 },
            new("experiment", [.. runs.Select(r => (Cell)Format.Line(r.Experiment))]) { MinWidth = 10, Spare = 2 },
            new("status", [.. runs.Select(r => new Cell($"{Format.StatusSign(r.Status)} {Format.Status(r.Status)}", Format.StatusStyle(r.Status)))]),
            new("started", [.. runs.Select(r => Cell.Quiet(Format.Age(r.StartTime, now)))]) { Right = true },
            new("took", [.. runs.Select(r => Cell.Quiet(Took(r)))]) { Right = true, Spare = 3 },
        ];
        columns.AddRange(asked ?? []);
        var spare = asked is { Count: > 0 } ? TableColumn.Luxury : FirstMetricSpare;
        var shown = asked?.Select(c => c.Header).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, of) in Choose(runs, metric).Where(c => !shown.Contains(c.Name)))
        {
            columns.Add(MetricColumn(runs, name, of, spare));
            spare = spare == FirstMetricSpare ? TableColumn.Luxury : spare + 1;
        }

        new FittedTable(columns).Write(console);
    }

    // A run that goes on has taken the time until now, whenever it last said something.
    private string Took(RunSummary run) => Format.Duration(run.Status == RunStatus.Running ? now - run.StartTime : run.Duration);

    // What most of the runs have and is not the machine's, those with a declared goal first; before them the metric that was asked for, in whatever context a run has it.
    private static IEnumerable<(string Name, Func<RunSummary, MetricSummary?> Of)> Choose(IReadOnlyList<RunSummary> runs, string? metric)
    {
        var wanted = metric is null ? [] : runs.Select(r => RunOrder.SeriesOf(r, metric)?.MetricKey).OfType<MetricKey>().Distinct().ToList();
        var common = runs
            .SelectMany(r => r.Metrics)
            .GroupBy(m => m.MetricKey)
            .Where(g => !wanted.Contains(g.Key) && !g.Key.IsSystem)
            .OrderByDescending(g => g.Count())
            .ThenByDescending(g => g.Any(m => m.Goal != MetricGoal.None))
            .ThenBy(g => g.Key)
            .Select(g => (g.Key.ToString(), (Func<RunSummary, MetricSummary?>)(r => r.Metric(g.Key))));
        return (metric is null ? common : common.Prepend((wanted is [var only] ? only.ToString() : metric, r => RunOrder.SeriesOf(r, metric)))).Take(MostMetrics);
    }

    // The heading may be cut, a value never.
    private static TableColumn MetricColumn(IReadOnlyList<RunSummary> runs, string name, Func<RunSummary, MetricSummary?> of, int spare)
    {
        var series = runs.Select(of).ToList();
        var cells = series.Select(Value).ToList();
        var goal = series.Select(m => m?.Goal ?? MetricGoal.None).FirstOrDefault(g => g != MetricGoal.None);
        var heading = goal switch { MetricGoal.Minimize => "↓ ", MetricGoal.Maximize => "↑ ", _ => "" } + Format.Line(name);
        return new TableColumn(heading, cells) { Right = true, Spare = spare, MinWidth = Math.Max(10, cells.Max(c => c.Text.GetCellWidth())) };
    }

    private static Cell Value(MetricSummary? series)
    {
        if (series is null)
        {
            return Cell.Quiet("–");
        }

        var best = series.Best is { } value && !value.Equals(series.Last) ? $" ({Format.Number(value, Digits)})" : "";
        return new Cell(Format.Number(series.Last, Digits) + best, double.IsFinite(series.Last) ? Palette.Plain : Palette.Bad);
    }
}
