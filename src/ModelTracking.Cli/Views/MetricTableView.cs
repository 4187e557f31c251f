using ModelTracking.Reading;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>A run's metrics as a table.</summary>
internal sealed class MetricTableView(IAnsiConsole console)
{
    private const int SparklineWidth = 16;

    /// <summary>Writes the table, with a small drawing of each series.</summary>
    /// <param name="reader">Reads the points.</param>
    /// <param name="run">The run.</param>
    /// <param name="metrics">The series.</param>
    /// <param name="indent">Blanks before each line.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task WriteAsync(IRunReader reader, RunId run, IReadOnlyList<MetricSummary> metrics, int indent, CancellationToken cancellationToken)
    {
        var sparklines = new List<Cell>();
        foreach (var metric in metrics)
        {
            sparklines.Add(new Cell(Sparkline.Of(await reader.ReadBucketsAsync(run, metric.MetricKey, SparklineWidth, cancellationToken: cancellationToken)), Palette.Curve));
        }

        Write(metrics, sparklines, indent);
    }

    private void Write(IReadOnlyList<MetricSummary> metrics, IReadOnlyList<Cell> sparklines, int indent)
    {
        List<TableColumn> columns =
        [
            new("metric", [.. metrics.Select(m => (Cell)(Format.Line(m.MetricKey.ToString()) + (m.Unit is { } unit ? $" [{Format.Line(unit)}]" : "")))]) { MinWidth = 12 },
            new("trend", sparklines) { Spare = 1 },
            Numbers("points", m => Cell.Quiet(Format.Count(m.Count)), 2),
            Numbers("first", m => Value(m.First), 5),
            Numbers("last", m => Value(m.Last), 0),
            Numbers("min", m => Value(m.Min), 3),
            Numbers("max", m => Value(m.Max), 4),
        ];
        if (metrics.Any(m => m.Goal != MetricGoal.None))
        {
            columns.Add(Numbers("best", m => m.Best is { } best ? Value(best) : "", 0));
            columns.Add(new TableColumn("", [.. metrics.Select(m => Cell.Quiet(m.BestStep is { } step ? $"at {Format.Count(step)}" : ""))]) { Spare = 6 });
        }

        if (metrics.Any(m => m.NanCount > 0))
        {
            columns.Add(Numbers("NaN", m => m.NanCount == 0 ? "" : new Cell(Format.Count(m.NanCount), Palette.Bad), 0));
        }

        new FittedTable(columns, indent).Write(console);

        TableColumn Numbers(string header, Func<MetricSummary, Cell> cell, int spare) =>
            new(header, [.. metrics.Select(cell)]) { Right = true, Spare = spare };
    }

    private static Cell Value(double value) => new(Format.Number(value), double.IsFinite(value) ? Palette.Plain : Palette.Bad);
}
