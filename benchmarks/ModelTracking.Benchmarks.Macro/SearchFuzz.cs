using ModelTracking.Reading.Filters;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long the parser takes at worst for text that nobody would write: words of the language in any order, long and deep.</summary>
internal static class SearchFuzz
{
    private const int Texts = 20_000;

    private static readonly string[] Words =
    [
        "metrics.", "params.a", "tags", "AND", "OR", "NOT", "(", ")", "IN", "LIKE", "'x", "'", "\"", "`", "1", "-", "7d", ">", "=", "IS", "NULL", "BETWEEN", "min(", "at(", ",", "[", "]",
        "now", "..", "ORDER BY", "LIMIT", "SELECT", "AS", "RLIKE '(a+)+$'", "RLIKE '(((a{9}){9}){9}){9}'", "🙂", "\0", "ANY CHILD (", "HAS", "1e999", "%", "--", "metrics.a > 1 AND ",
    ];

    public static void Run()
    {
        var random = new Random(1);
        var slowest = 0.0;
        // The first text of each kind pays for the compiler.
        foreach (var text in (string[])["SELECT a.b AS c WHERE min(metrics.a) > -1 AND params.b IN (1, 'x') OR NOT tags.c IS NULL ORDER BY now - 7d LIMIT 3", "tags.a RLIKE '(a+)+$' AND ANY CHILD (params HAS 'x')", "metrics. 🙂"])
        {
            Parse(text);
        }

        for (var i = 0; i < Texts; i++)
        {
            var text = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(i % 100 == 0 ? 8000 : 60)).Select(_ => Words[random.Next(Words.Length)]));
            slowest = Math.Max(slowest, Measure.Seconds(() => Parse(text)));
        }

        foreach (var piece in Words)
        {
            var text = string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length));
            slowest = Math.Max(slowest, Measure.Seconds(() => Parse(text)));
        }

        Figure.AtMost("search.parse.slowest", 1000 * slowest, "ms", 50);
    }

    private static void Parse(string text)
    {
        try
        {
            _ = RunSearch.Parse(text).ToString();
        }
        catch (FilterException)
        {
            // The only exception there may be; any other one ends the program.
        }
    }
}
