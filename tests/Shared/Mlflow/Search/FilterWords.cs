using System.Text.RegularExpressions;

namespace Mlflow.Stub.Search;

/// <summary>Cuts a filter into words.</summary>
internal static partial class FilterWords
{
    private static readonly string[] Keywords = ["AND", "OR", "NOT", "IS", "NULL", "NOT NULL", "BETWEEN", "VERSION"];
    private static readonly string[] WordOperators = ["LIKE", "ILIKE", "RLIKE", "IN", "NOT LIKE", "NOT ILIKE", "NOT IN"];

    [GeneratedRegex("""
        \s*(?:
        (?<text>'[^']*')
        |(?<group>\([^)]*\))
        |(?<operator>>=|<=|!=|=|>|<)
        |(?<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
        |(?<name>(?:[A-Za-z_]\w*)\.(?:`[^`]*`|"[^"]*"|[\w./\-]+)|`[^`]*`|"[^"]*")
        |(?<word>(?:NOT\s+(?:LIKE|ILIKE|IN|NULL)|Run\s+Name|[\w]+))
        |(?<other>\S)
        )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    public static List<FilterWord> Of(string filter)
    {
        var words = new List<FilterWord>();
        foreach (Match match in Word().Matches(filter))
        {
            foreach (var (group, kind) in new[] { ("text", FilterWordKind.Text), ("group", FilterWordKind.Group), ("operator", FilterWordKind.Operator), ("number", FilterWordKind.Number), ("name", FilterWordKind.Name), ("other", FilterWordKind.Keyword) })
            {
                if (match.Groups[group].Success)
                {
                    words.Add(new FilterWord(kind, match.Groups[group].Value));
                }
            }

            if (match.Groups["word"].Success)
            {
                var written = Space().Replace(match.Groups["word"].Value, " ");
                var upper = written.ToUpperInvariant();
                words.Add(WordOperators.Contains(upper) ? new FilterWord(FilterWordKind.Operator, upper)
                    : Keywords.Contains(upper) ? new FilterWord(FilterWordKind.Keyword, written)
                    : new FilterWord(FilterWordKind.Name, written));
            }
        }

        return words;
    }
}
