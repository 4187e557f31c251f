using System.Buffers;

namespace ModelTracking.Dashboard.Reports;

/// <summary>
/// What a line of Markdown is, by the rules of the client (<c>Client/src/viewers/markdown.ts</c>). Without patterns, so that
/// no text takes longer than its length.
/// </summary>
internal static class MarkdownLine
{
    /// <summary>JavaScript's white space, which is not .NET's.</summary>
    public const string White = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private const int MostIndent = 3;
    private static readonly SearchValues<char> Whites = SearchValues.Create(White);
    private static readonly char[] WhiteChars = White.ToCharArray();

    public static string Trim(string text) => text.Trim(WhiteChars);

    public static string TrimEnd(string text) => text.TrimEnd(WhiteChars);

    public static bool IsBlank(string line) => FirstSolid(line) < 0;

    /// <summary>Where the first character stands that is no white space; -1 where there is none.</summary>
    public static int FirstSolid(string line) => line.AsSpan().IndexOfAnyExcept(Whites);

    public static bool IsWhite(char c) => Whites.Contains(c);

    /// <summary>The marks and what stands behind them, where a line opens a fence.</summary>
    public static (string Marks, string Info)? Fence(string line) =>
        Marks(line) is { } marks && line.AsSpan(marks.At + marks.Length) is var rest && !rest.Contains('`')
            ? (new string(line[marks.At], marks.Length), Trim(rest.ToString()))
            : null;

    /// <summary>Whether a line ends the fence that some marks have opened.</summary>
    public static bool Closes(string line, string marks) => Trim(line) is var trimmed && trimmed.Length >= marks.Length && trimmed.All(c => c == marks[0]);

    public static bool IsHeading(string line, bool needsSpace = false)
    {
        var at = Indent(line);
        var n = Run(line, at, '#');
        return n is >= 1 and <= 6 && (at + n == line.Length ? !needsSpace : IsWhite(line[at + n]));
    }

    public static bool IsRule(string line)
    {
        var at = Indent(line);
        return at < line.Length && line[at] is '-' or '*' or '_' && line.AsSpan(at) is var rest && rest.Count(line[at]) >= 3 && AllWhiteOr(rest, line[at]);

        static bool AllWhiteOr(ReadOnlySpan<char> text, char mark)
        {
            foreach (var c in text)
            {
                if (c != mark && !Whites.Contains(c))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public static bool IsQuote(string line) => Indent(line) is var at && at < line.Length && line[at] == '>';

    /// <summary>A line of a quote without its mark.</summary>
    public static string Unquoted(string line) => IsQuote(line) ? line[(Indent(line) + 1)..] is [' ', .. var rest] ? rest : line[(Indent(line) + 1)..] : line;

    /// <summary>Whether a line ends the paragraph before it, besides items of lists.</summary>
    public static bool EndsParagraph(string line) => IsBlank(line) || IsQuote(line) || Marks(line) is not null || IsHeading(line, needsSpace: true);

    /// <summary>Whether a line stands between the head and the rows of a table.</summary>
    public static bool IsTableRule(string line)
    {
        var text = Trim(line);
        text = text.StartsWith('|') ? text[1..] : text;
        text = text.EndsWith('|') ? text[..^1] : text;
        return text.Contains('-') && text.Split('|').All(cell => Trim(cell).TrimEnd(':') is var dashes && (dashes.StartsWith(':') ? dashes[1..] : dashes) is { Length: > 0 } plain && plain.All(c => c == '-') && Trim(cell).Length - dashes.Length <= 1);
    }

    private static (int At, int Length)? Marks(string line)
    {
        var at = Indent(line);
        return at < line.Length && line[at] is '`' or '~' && Run(line, at, line[at]) is >= 3 and var n ? (at, n) : null;
    }

    private static int Indent(string line) => Math.Min(MostIndent, Run(line, 0, ' '));

    private static int Run(string line, int from, char mark)
    {
        var n = line.AsSpan(from).IndexOfAnyExcept(mark);
        return n < 0 ? line.Length - from : n;
    }
}
