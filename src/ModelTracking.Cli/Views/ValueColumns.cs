using System.Collections;
using System.Globalization;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Cli.Views;

/// <summary>The columns of a query as columns of a table.</summary>
internal static class ValueColumns
{
    /// <summary>One column for each of a table's; missing values are dashes.</summary>
    public static IReadOnlyList<TableColumn> Of(RunTable table, TimeZoneInfo zone) =>
        [.. table.Columns.Select((column, c) => Of(column, [.. table.Rows.Select(r => r[c])], zone))];

    /// <summary>A value in one line.</summary>
    public static string Text(object? value, TimeZoneInfo zone) => value switch
    {
        null => "–",
        double number => Format.Number(number),
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool boolean => boolean ? "true" : "false",
        DateTimeOffset time => Format.Time(time, zone),
        TimeSpan span => Format.Duration(span),
        string text => Format.Line(text),
        IEnumerable items => Format.Line(string.Join(", ", items.Cast<object?>())),
        _ => Format.Line(value.ToString() ?? ""),
    };

    private static TableColumn Of(RunColumn column, IReadOnlyList<object?> values, TimeZoneInfo zone)
    {
        var cells = values.Select(v => v is null ? Cell.Quiet("–") : new Cell(Text(v, zone), v is double number && !double.IsFinite(number) ? Palette.Bad : Palette.Plain)).ToList();
        var isRight = values.Any(v => v is double or long or TimeSpan) && !values.Any(v => v is string);
        var heading = Format.Line(column.Value is MetricValue { Aggregate: MetricAggregate.Last } metric && column.Name == column.Value.ToString() ? metric.Metric.ToString() : column.Name);
        return new TableColumn(heading, cells) { Right = isRight, MinWidth = isRight ? 0 : 8 };
    }
}
