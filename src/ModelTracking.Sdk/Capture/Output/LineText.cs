using System.Text;

namespace ModelTracking.Capture.Output;

/// <summary>Makes of what was written for a terminal what a reader would have seen.</summary>
internal static class LineText
{
    /// <summary>The line without colours and other control sequences, and with what was overwritten in it left out.</summary>
    public static string Clean(string line)
    {
        line = line.TrimEnd('\r');
        var overwritten = line.LastIndexOf('\r');
        if (overwritten >= 0)
        {
            line = line[(overwritten + 1)..];
        }

        if (line.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0)
        {
            return line;
        }

        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\x1b')
            {
                i = EndOfSequence(line, i);
            }
            else if (line[i] is '\t' or >= ' ')
            {
                text.Append(line[i]);
            }
        }

        return text.ToString();
    }

    // ESC [ ... letter, ESC ] ... BEL, or ESC and one more.
    private static int EndOfSequence(string line, int i)
    {
        if (i + 1 >= line.Length)
        {
            return i;
        }

        var kind = line[++i];
        if (kind == '[')
        {
            do
            {
                i++;
            }
            while (i < line.Length && line[i] is < '@' or > '~');
        }
        else if (kind == ']')
        {
            while (i < line.Length && line[i] != '\a' && line[i] != '\x1b')
            {
                i++;
            }
        }

        return i;
    }
}
