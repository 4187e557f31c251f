using System.Collections;
using System.Globalization;

namespace ModelTracking.Analysis.Grouping;

/// <summary>How the values that make a group are named and ordered.</summary>
internal static class GroupName
{
    /// <summary>Numbers before texts, each in its own order, what is missing last.</summary>
    public static IComparer<object?> Order { get; } = Comparer<object?>.Create((a, b) =>
    {
        var (left, right) = (Number(a), Number(b));
        return (left, right) switch
        {
            ({ } l, { } r) => l.CompareTo(r),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ when a is null || b is null => (a is null).CompareTo(b is null),
            _ => string.CompareOrdinal(Text(a), Text(b)),
        };
    });

    /// <summary>By the first value of a key, then by the next.</summary>
    public static IComparer<IEnumerable<object?>> KeyOrder { get; } = Comparer<IEnumerable<object?>>.Create((a, b) => a.Zip(b, Order.Compare).FirstOrDefault(c => c != 0));

    public static string Of(IEnumerable<object?> key) => string.Join(", ", key.Select(Text));

    public static double? Number(object? value) => value switch
    {
        double number => number,
        long number => number,
        bool boolean => boolean ? 1 : 0,
        TimeSpan span => span.TotalSeconds,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static string Text(object? value) => value switch
    {
        null => "–",
        string text => text,
        bool boolean => boolean ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object?>()),
        _ => value.ToString() ?? "",
    };
}
