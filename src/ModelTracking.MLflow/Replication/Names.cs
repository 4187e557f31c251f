using System.Collections.Concurrent;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// Keys as MLflow takes them: letters, digits, <c>_ - . : /</c> and space, no path that means another. A key that must be changed gets the
/// beginning of its hash, so that two keys never become one. Thread-safe.
/// </summary>
internal static class Names
{
    private static readonly ConcurrentDictionary<(MetricKey Key, int Limit), string> Metrics = new();

    /// <summary>A metric's key; its context stands before it (<c>train/loss</c>, <c>fold-2/loss</c>).</summary>
    public static string Of(in MetricKey key, int limit)
    {
        if (key.Context.IsNone && key.Name.Length <= limit && IsPlain(key.Name))
        {
            return key.Name;
        }

        // Bounded: a program with ever new keys must not fill the memory.
        if (Metrics.Count > 100_000)
        {
            Metrics.Clear();
        }

        return Metrics.GetOrAdd((key, limit), static k =>
        {
            var (metric, most) = k;
            var parts = metric.Context.Pairs().Select(p => p.Name.Length == 0 ? p.Value : $"{p.Name}-{p.Value}").Append(metric.Name);
            return Clean(string.Join('/', parts), metric.ToString(), most);
        });
    }

    /// <summary>A param's or tag's key.</summary>
    public static string Of(string key, int limit) => Clean(key, key, limit);

    /// <summary>A text of at most so many characters.</summary>
    public static string Short(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..end];
    }

    /// <summary>The folders that a key stands in where each key is a file, outermost first.</summary>
    public static IEnumerable<string> FoldersOf(string key)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = key.IndexOf('/', slash + 1))
        {
            yield return key[..slash];
        }
    }

    private static string Clean(string key, string original, int limit)
    {
        if (key.Length <= limit && IsPlain(key))
        {
            return key;
        }

        var kept = new string([.. key.Select(c => IsAllowed(c) ? c : '_')]);
        var parts = kept.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p is not ("." or ".."));
        var hash = TextHash.Short(original);
        kept = Short(string.Join('/', parts), limit - hash.Length - 1);
        kept = kept.StartsWith("..", StringComparison.Ordinal) ? "_" + kept[1..] : kept;
        return kept.Length == 0 ? hash : $"{kept}-{hash}";
    }

    private static bool IsPlain(string key)
    {
        foreach (var c in key)
        {
            if (!IsAllowed(c))
            {
                return false;
            }
        }

        return key.Length > 0 && key[0] != '/' && key[^1] != '/' && key != "." && !key.StartsWith("..", StringComparison.Ordinal)
            && (!key.Contains('/', StringComparison.Ordinal) || key.Split('/').All(p => p is not ("" or "." or "..")));
    }

    private static bool IsAllowed(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or ':' or '/';
}
