using System.Text.RegularExpressions;
using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>LIKE, ILIKE and RLIKE, all in linear or near-linear time.</summary>
internal sealed class TextPattern(PatternKind kind, string pattern)
{
    private readonly Regex? _regex = kind == PatternKind.RLike ? LinearRegex.Create(pattern) : null;
    private readonly string _pattern = kind == PatternKind.ILike ? pattern.ToUpperInvariant() : pattern;

    public bool Matches(string text) => _regex?.IsMatch(text) ?? IsLike(kind == PatternKind.ILike ? text.ToUpperInvariant() : text);

    // Greedy, going back to the last % alone: no recursion, at most text times pattern steps.
    private bool IsLike(string text)
    {
        int at = 0, p = 0, lastPercent = -1, resume = 0;
        while (at < text.Length)
        {
            if (p < _pattern.Length && _pattern[p] == '%')
            {
                lastPercent = p++;
                resume = at;
            }
            else if (p < _pattern.Length && (_pattern[p] == '_' || _pattern[p] == text[at]))
            {
                p++;
                at++;
            }
            else if (lastPercent >= 0)
            {
                p = lastPercent + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(p).TrimStart('%').IsEmpty;
    }
}
