using System.Globalization;

namespace ModelTracking.Cli.Stores;

/// <summary>Reads spans of time as people type them.</summary>
internal static class Spans
{
    /// <summary>Reads <c>30d</c>, <c>12h</c>, <c>90m</c>, <c>10s</c>, <c>2w</c> or <c>0</c>.</summary>
    /// <exception cref="ToolException">It is none of these.</exception>
    public static TimeSpan Parse(string text)
    {
        var digits = text.TrimEnd('w', 'd', 'h', 'm', 's');
        var unit = text[digits.Length..];
        var days = unit switch { "w" => 7.0, "d" => 1, "h" => 1.0 / 24, "m" => 1.0 / 1440, "s" => 1.0 / 86400, "" when digits == "0" => 0, _ => -1 };
        return days >= 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number * days < 1_000_000
            ? TimeSpan.FromDays(number * days)
            : throw ToolException.BadUsage($"'{text}' is not a span of time; write for example 30d, 12h, 90m or 0.");
    }
}
