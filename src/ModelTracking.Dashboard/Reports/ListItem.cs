namespace ModelTracking.Dashboard.Reports;

/// <summary>The line that begins an item of a list, as the client reads it.</summary>
/// <param name="Indent">White space before its mark.</param>
/// <param name="Width">Where its text begins.</param>
/// <param name="IsOrdered">Whether it is numbered.</param>
/// <param name="Text">Its text.</param>
internal sealed record ListItem(int Indent, int Width, bool IsOrdered, string Text)
{
    private const int MostIndent = 7;
    private const int MostDigits = 9;
    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029'];

    /// <summary>Its text without the box of a task: <c>[ ]</c> or <c>[x]</c>.</summary>
    public string WithoutTask
    {
        get
        {
            if (Text is not ['[', ' ' or 'x' or 'X', ']', _, ..] || !MarkdownLine.IsWhite(Text[3]))
            {
                return Text;
            }

            var solid = MarkdownLine.FirstSolid(Text[3..]);
            return solid < 0 ? "" : Text[(3 + solid)..];
        }
    }

    /// <summary>The item that a line begins; null where it begins none.</summary>
    public static ListItem? Of(string line)
    {
        var indent = MarkdownLine.FirstSolid(line);
        if (indent is < 0 or > MostIndent)
        {
            return null;
        }

        var end = indent;
        var isOrdered = char.IsAsciiDigit(line[indent]);
        if (isOrdered)
        {
            while (end < line.Length && end - indent <= MostDigits && char.IsAsciiDigit(line[end]))
            {
                end++;
            }

            if (end - indent > MostDigits || end == line.Length || line[end] is not ('.' or ')'))
            {
                return null;
            }
        }
        else if (line[indent] is not ('-' or '*' or '+'))
        {
            return null;
        }

        var text = ++end;
        while (text < line.Length && MarkdownLine.IsWhite(line[text]))
        {
            text++;
        }

        return text == end || line.AsSpan(text).IndexOfAny(LineEnds) >= 0 ? null : new ListItem(indent, text, isOrdered, line[text..]);
    }
}
