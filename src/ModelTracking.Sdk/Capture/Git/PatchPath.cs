using System.Text;

namespace ModelTracking.Capture.Git;

/// <summary>Reads the path in the first line of a file's section of a patch.</summary>
internal static class PatchPath
{
    /// <param name="names">The line's part after <c>diff --git </c>: the path twice, as <c>a/PATH b/PATH</c>, or both in quotes.</param>
    public static string Parse(string names)
    {
        if (names.StartsWith('"'))
        {
            return Unquote(names)[2..];
        }

        // Without renames both halves are the same path, so the length tells where the first one ends.
        var length = (names.Length - "a/ b/".Length) / 2;
        return length > 0 ? names.Substring(2, length) : names;
    }

    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
                continue;
            }

            var escape = text[++i];
            if (char.IsAsciiDigit(escape))
            {
                bytes.Add((byte)Convert.ToInt32(text.Substring(i, 3), 8));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(escape switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => escape }));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
