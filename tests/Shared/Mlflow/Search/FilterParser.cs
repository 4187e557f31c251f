using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Search;

/// <summary>Reads a filter: comparisons joined by AND, nothing else.</summary>
internal static class FilterParser
{
    public static List<Comparison> Parse(string? filter, FilterRules rules)
    {
        var words = FilterWords.Of(filter ?? "");
        var comparisons = new List<(FilterWord Name, FilterWord Operator, FilterWord Value)>();
        var invalid = new List<FilterWord>();
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 2 < words.Count && words[i].Kind == FilterWordKind.Name && words[i + 1].Kind == FilterWordKind.Operator && words[i + 2].IsValue)
            {
                comparisons.Add((words[i], words[i + 1], words[i + 2]));
                i += 2;
            }
            else if (!words[i].IsAnd)
            {
                invalid.Add(words[i]);
            }
        }

        if (invalid.Count > 0)
        {
            // The search of model versions prints the words themselves, the other one in quotes.
            var printed = ReferenceEquals(rules, FilterRules.ModelVersions) ? invalid.Select(w => w.Text) : invalid.Select(w => $"'{w.Text}'");
            throw ApiException.Invalid($"Invalid clause(s) in filter string: {string.Join(", ", printed)}");
        }

        return [.. comparisons.Select(c =>
        {
            var (entity, key) = rules.Identify(c.Name.Text);
            var comparison = new Comparison(entity, key, c.Operator.Text, c.Value);
            rules.Check(comparison);
            return comparison;
        })];
    }
}
