using System.Globalization;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>The trials of a search as a table.</summary>
internal static class LeaderboardView
{
    public static void Write(IAnsiConsole console, IReadOnlyList<LeaderboardRow> rows)
    {
        List<TableColumn> columns =
        [
            new("rank", [.. rows.Select(r => (Cell)r.Rank.ToString(CultureInfo.InvariantCulture))]) { Right = true },
            new("trial", [.. rows.Select(r => Cell.Quiet(r.Trial.ToString(CultureInfo.InvariantCulture)))]) { Right = true, Spare = 2 },
            new("metric", [.. rows.Select(r => (Cell)(r.Metric is { } metric ? Format.Number(metric) : ""))]) { Right = true },
            new("took", [.. rows.Select(r => Cell.Quiet(r.Seconds is { } seconds ? Format.Duration(TimeSpan.FromSeconds(seconds)) : ""))]) { Right = true, Spare = 1 },
            new("status", [.. rows.Select(r => new Cell($"{Format.StatusSign(r.Status)} {Format.Status(r.Status)}", Format.StatusStyle(r.Status)))]) { Spare = 3 },
            new("pipeline", [.. rows.Select(r => (Cell)Format.Line(r.Pipeline ?? ""))]) { MinWidth = 12 },
            new("run", [.. rows.Select(r => Cell.Quiet(Format.Id(r.Run)))]) { Spare = 4 },
        ];
        new FittedTable(columns, indent: 0).Write(console);
    }
}
