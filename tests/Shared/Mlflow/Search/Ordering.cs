using System.Text.RegularExpressions;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Search;

/// <summary>One key of an order.</summary>
internal sealed partial record Ordering(string Entity, string Key, bool Descending)
{
    [GeneratedRegex("""^\s*(?<name>(?:\w+\.)?(?:`[^`]*`|"[^"]*"|[\w./\-]+))(?:\s+(?<word>\w+))?(?<more>\s+\S.*)?\s*$""")]
    private static partial Regex Clause();

    public static Ordering Parse(string written, FilterRules rules, bool file)
    {
        var match = Clause().Match(written);
        if (!match.Success || match.Groups["more"].Success)
        {
            throw ApiException.Invalid($"Invalid order_by clause '{written}'. Could not be parsed.");
        }

        var word = match.Groups["word"].Value.ToUpperInvariant();
        if (word is not ("" or "ASC" or "DESC"))
        {
            throw ApiException.Invalid($"Invalid ordering key in order_by clause '{written}'.");
        }

        var (entity, key) = rules.Identify(match.Groups["name"].Value, sorting: true);
        return entity == "dataset"
            ? throw ApiException.Invalid(file ? "Invalid order_by entity type 'dataset'" : "Invalid identifier type 'dataset'")
            : new Ordering(entity, key, word == "DESC");
    }

    /// <summary>Sorts by several keys; what is absent comes last either way, NaN after all numbers.</summary>
    public static IReadOnlyList<T> Sort<T>(IEnumerable<T> items, IReadOnlyList<Ordering> keys, Func<T, Ordering, object?> value)
    {
        var sorted = items.Order(Comparer<T>.Create((_, _) => 0));
        foreach (var key in keys)
        {
            sorted = sorted.ThenBy(i => value(i, key) switch { null => 2, double.NaN => 1, _ => 0 });
            sorted = key.Descending ? sorted.ThenByDescending(i => value(i, key), Values.Default) : sorted.ThenBy(i => value(i, key), Values.Default);
        }

        return [.. sorted];
    }

    private sealed class Values : IComparer<object?>
    {
        public static readonly Values Default = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (null, _) or (_, null) => 0,
            _ => Comparer<object>.Default.Compare(x, y),
        };
    }
}
