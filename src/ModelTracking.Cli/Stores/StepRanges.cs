using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>Reads ranges of steps as people type them.</summary>
internal static class StepRanges
{
    /// <summary>Reads <c>a..b</c>, <c>a..</c>, <c>..b</c> or a single step; null for all.</summary>
    /// <exception cref="ToolException">It is none of these.</exception>
    public static StepRange Parse(string? text)
    {
        if (text is null)
        {
            return StepRange.All;
        }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = dots < 0 ? (text, text) : (text[..dots], text[(dots + 2)..]);
        return TryStep(from, out var first) && TryStep(to, out var last) && (first is not null || last is not null) && !(first > last)
            ? new StepRange(first, last)
            : throw ToolException.BadUsage($"'{text}' is not a range of steps; write 100..200, 100.. or ..200.");
    }

    private static bool TryStep(string text, out long? step)
    {
        step = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        step = isNumber ? number : null;
        return isNumber;
    }
}
