namespace ModelTracking.Cli;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean 'x'?", or an empty text where nothing is near.</summary>
    public static string DidYouMean(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The nearest known word, if it is near enough to be a slip of the fingers or the beginning of it.</summary>
    public static string? Nearest(string written, IEnumerable<string> known) => known
        .Distinct(StringComparer.Ordinal)
        .Select(k => (Word: k, Distance: Distance(written, k)))
        .Where(k => k.Distance <= Math.Max(1, written.Length / 3))
        .OrderBy(k => k.Distance)
        .ThenBy(k => k.Word, StringComparer.Ordinal)
        .Select(k => k.Word)
        .FirstOrDefault();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours from one word to the other, without regard to case.</summary>
    public static int Distance(string from, string to)
    {
        var a = from.ToLowerInvariant();
        var b = to.ToLowerInvariant();
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
