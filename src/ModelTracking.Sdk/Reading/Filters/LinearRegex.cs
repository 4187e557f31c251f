using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelTracking.Reading.Filters;

/// <summary>Regular expressions that cannot be made to run for ever.</summary>
internal static partial class LinearRegex
{
    private const int MaxLength = 500;
    private const int MaxRepeat = 1000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Says what is wrong with a pattern; null where it can be used.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return $"The regular expression is longer than {MaxLength} characters.";
        }

        // Counted repetitions inside each other multiply the automaton's size.
        var size = 1.0;
        foreach (var count in Repeat().EnumerateMatches(pattern))
        {
            var numbers = pattern.AsSpan(count.Index + 1, count.Length - 2).ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
            size *= Math.Max(1, numbers.Select(n => double.Parse(n, CultureInfo.InvariantCulture)).Max());
        }

        if (size > MaxRepeat)
        {
            return $"The counts in braces multiply to more than {MaxRepeat}.";
        }

        try
        {
            _ = new Regex(pattern, Options);
            return null;
        }
        catch (NotSupportedException)
        {
            return "The regular expression uses look-around, a back-reference or another part that cannot be matched in linear time.";
        }
        catch (ArgumentException exception)
        {
            return $"The regular expression is wrong: {exception.Message}";
        }
    }

    public static Regex Create(string pattern) => new(pattern, Options);

    [GeneratedRegex(@"\{\d+(,\d*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Repeat();
}
