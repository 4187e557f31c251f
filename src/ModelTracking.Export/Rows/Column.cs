using System.Collections;
using System.Globalization;

namespace ModelTracking.Export.Rows;

/// <summary>A column of a table that is written. Not thread-safe.</summary>
/// <param name="name">Its heading.</param>
internal sealed class Column(string name)
{
    public string Name { get; } = name;

    public ColumnType Type { get; private set; }

    /// <summary>Widens the type so that a value fits.</summary>
    public void See(object? value)
    {
        var seen = value switch
        {
            null => ColumnType.None,
            long => ColumnType.Whole,
            double or TimeSpan => ColumnType.Number,
            bool => ColumnType.Boolean,
            DateTimeOffset => ColumnType.Time,
            _ => ColumnType.Text,
        };
        Type = (Type, seen) switch
        {
            (var known, ColumnType.None) => known,
            (ColumnType.None, _) => seen,
            var (known, other) when known == other => known,
            (ColumnType.Whole, ColumnType.Number) or (ColumnType.Number, ColumnType.Whole) => ColumnType.Number,
            _ => ColumnType.Text,
        };
    }

    /// <summary>A value as the column's type holds it.</summary>
    public object? Fit(object? value) => (Type, value) switch
    {
        (_, null) => null,
        (ColumnType.Number, long whole) => (double)whole,
        (ColumnType.Number, TimeSpan span) => span.TotalSeconds,
        (ColumnType.Text, _) => Text(value),
        _ => value,
    };

    public static string Text(object value) => value switch
    {
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool boolean => boolean ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        TimeSpan span => span.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join("; ", items.Cast<object?>()),
        _ => value.ToString() ?? "",
    };
}
