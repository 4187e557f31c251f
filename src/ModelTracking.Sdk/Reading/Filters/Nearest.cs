namespace ModelTracking.Reading.Filters;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known word with the fewest changes from a misspelt one; null where none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var limit = Math.Max(1, word.Length / 3);
        string? best = null;
        var bestDistance = limit + 1;
        foreach (var candidate in known)
        {
            var distance = Math.Abs(candidate.Length - word.Length) > limit ? int.MaxValue : Distance(word, candidate);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    // Changes, insertions, deletions and swaps of neighbours, without regard to case.
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 2]) && char.ToLowerInvariant(a[i - 2]) == char.ToLowerInvariant(b[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
