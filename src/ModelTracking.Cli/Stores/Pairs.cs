using System.Globalization;

namespace ModelTracking.Cli.Stores;

/// <summary>Reads <c>NAME=VALUE</c> as it is typed.</summary>
internal static class Pairs
{
    /// <exception cref="ToolException">There is no equals sign.</exception>
    public static (string Name, string Value) Parse(string text, string option)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? (text[..at], text[(at + 1)..])
            : throw ToolException.BadUsage($"'{text}' after {option} has no '='; write {option} NAME=VALUE.");
    }

    /// <summary>A value with the type it looks like: a whole number, a number, true or false, else text.</summary>
    public static object Typed(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
        : bool.TryParse(text, out var boolean) ? boolean
        : text;

    /// <exception cref="ToolException">It is no number.</exception>
    public static double Number(string text, string option) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw ToolException.BadUsage($"'{text}' after {option} is not a number.");
}
