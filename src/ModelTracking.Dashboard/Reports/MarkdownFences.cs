namespace ModelTracking.Dashboard.Reports;

/// <summary>
/// The fenced code blocks of a Markdown text in their order, those in quotes and lists included: just what the client
/// shows as such (<c>Client/src/viewers/markdown.ts</c>). Pure.
/// </summary>
internal static class MarkdownFences
{
    private const int Deepest = 12;

    /// <summary>Info strings, trimmed, with the lines between the marks.</summary>
    public static IEnumerable<(string Info, string Body)> In(string text) => In(text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'), 0);

    private static IEnumerable<(string Info, string Body)> In(string[] lines, int depth)
    {
        for (var i = 0; i < lines.Length;)
        {
            if (MarkdownLine.Fence(lines[i]) is { } fence)
            {
                var end = i + 1;
                while (end < lines.Length && !MarkdownLine.Closes(lines[end], fence.Marks))
                {
                    end++;
                }

                yield return (fence.Info, string.Join('\n', lines[(i + 1)..end]));
                i = end + 1;
            }
            else if (MarkdownLine.IsBlank(lines[i]) || MarkdownLine.IsHeading(lines[i]) || MarkdownLine.IsRule(lines[i]))
            {
                i++;
            }
            else if (MarkdownLine.IsQuote(lines[i]) && depth < Deepest)
            {
                var end = i + 1;
                while (end < lines.Length && !MarkdownLine.IsBlank(lines[end]))
                {
                    end++;
                }

                foreach (var inner in In([.. lines[i..end].Select(MarkdownLine.Unquoted)], depth + 1))
                {
                    yield return inner;
                }

                i = end;
            }
            else if (depth < Deepest && ListItem.Of(lines[i]) is { } first)
            {
                while (i < lines.Length && ListItem.Of(lines[i]) is { } item && item.IsOrdered == first.IsOrdered && item.Indent <= first.Indent + 1)
                {
                    (var body, i) = Item(lines, i, first, item);
                    foreach (var inner in In(body, depth + 1))
                    {
                        yield return inner;
                    }
                }
            }
            else
            {
                i = IsTable(lines, i) ? AfterTable(lines, i) : AfterParagraph(lines, i);
            }
        }
    }

    // An item's lines without their indent, and where the next one begins.
    private static (string[] Body, int Next) Item(string[] lines, int at, ListItem first, ListItem item)
    {
        var body = new List<string> { item.WithoutTask };
        var i = at + 1;
        for (; i < lines.Length; i++)
        {
            var solid = MarkdownLine.FirstSolid(lines[i]);
            if (solid < 0)
            {
                if (i + 1 == lines.Length || MarkdownLine.FirstSolid(lines[i + 1]) < 2)
                {
                    break;
                }

                body.Add("");
            }
            else if (solid > first.Indent)
            {
                body.Add(lines[i][Math.Min(solid, item.Width)..]);
            }
            else
            {
                break;
            }
        }

        while (i + 1 < lines.Length && MarkdownLine.IsBlank(lines[i]) && ListItem.Of(lines[i + 1])?.IsOrdered == first.IsOrdered)
        {
            i++;
        }

        return ([.. body], i);
    }

    private static bool IsTable(string[] lines, int at) => lines[at].Contains('|') && at + 1 < lines.Length && MarkdownLine.IsTableRule(lines[at + 1]);

    private static int AfterTable(string[] lines, int at)
    {
        var i = at + 2;
        while (i < lines.Length && lines[i].Contains('|') && !MarkdownLine.IsBlank(lines[i]))
        {
            i++;
        }

        return i;
    }

    private static int AfterParagraph(string[] lines, int at)
    {
        var i = at + 1;
        while (i < lines.Length && !MarkdownLine.EndsParagraph(lines[i]) && ListItem.Of(lines[i]) is null)
        {
            i++;
        }

        return i;
    }
}
