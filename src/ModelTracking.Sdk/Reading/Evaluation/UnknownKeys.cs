using ModelTracking.Reading.Filters;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Finds keys in a query that no run has.</summary>
internal static class UnknownKeys
{
    public static IReadOnlyList<FilterException> In(string text, IReadOnlyList<IRunTable> tables)
    {
        if (tables.All(t => t.Count == 0))
        {
            return [];
        }

        var parser = new FilterParser(text);
        var search = parser.ParseSearch([]);
        var keys = new Dictionary<FieldKind, HashSet<string>>();
        var found = new List<FilterException>();
        foreach (var value in Values(search).Distinct(ReferenceEqualityComparer.Instance).OfType<RunValue>())
        {
            foreach (var (kind, key) in KeysOf(value).Where(k => !Known(k.Kind).Contains(k.Key)))
            {
                var (start, end) = parser.Places.GetValueOrDefault(value, (0, 0));
                var prefix = FieldNames.Of(kind);
                var nearest = Longer(key, Known(kind)) ?? Nearest.To(key, Known(kind));
                found.Add(new FilterException(text, start, end - start, $"No run has {prefix}.{FilterPrinter.Key(key)}.", nearest is null ? null : $"{prefix}.{FilterPrinter.Key(nearest)}"));
            }
        }

        return found;

        HashSet<string> Known(FieldKind kind)
        {
            if (!keys.TryGetValue(kind, out var known))
            {
                keys[kind] = known = [.. tables.SelectMany(t => t.Keys(kind))];
            }

            return known;
        }
    }

    // Who writes "acc" means "accuracy" rather than "auc".
    private static string? Longer(string key, HashSet<string> known) =>
        key.Length < 3 ? null : known.Where(k => k.StartsWith(key, StringComparison.OrdinalIgnoreCase)).MinBy(k => (k.Length, k));

    private static IEnumerable<RunValue> Values(RunSearch search) => search.Columns.SelectMany(c => QueryTree.Values(c.Value))
        .Concat(search.OrderBy.SelectMany(o => QueryTree.Values(o.Value)))
        .Concat(OfFilter(search.Filter));

    private static IEnumerable<RunValue> OfFilter(RunFilter? filter) => filter is null
        ? []
        : QueryTree.Values(filter).Concat(QueryTree.Related(filter).SelectMany(r => OfFilter(r.Inner)));

    private static IEnumerable<(FieldKind Kind, string Key)> KeysOf(RunValue value) => value switch
    {
        MetricValue metric => [(FieldKind.Metric, metric.Metric.Name)],
        MetricAtStep at => [(FieldKind.Metric, at.Metric.Name)],
        MetricAtBest at => [(FieldKind.Metric, at.Metric.Name), (FieldKind.Metric, at.Other.Name)],
        FieldValue { Kind: FieldKind.Param or FieldKind.Tag } field => [(field.Kind, field.Key)],
        _ => [],
    };
}
