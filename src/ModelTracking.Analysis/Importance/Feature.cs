using System.Globalization;
using ModelTracking.Analysis.Grouping;

namespace ModelTracking.Analysis.Importance;

/// <summary>A param of all runs as a tree reads it: numbers as they are, texts as codes without an order. A run that lacks it has NaN, which counts as a value of its own.</summary>
internal sealed class Feature
{
    private Feature(string name, double[] values, bool isOrdered, int distinct)
    {
        Name = name;
        Values = values;
        IsOrdered = isOrdered;
        Distinct = distinct;
    }

    public string Name { get; }

    public double[] Values { get; }

    /// <summary>Whether the values are numbers.</summary>
    public bool IsOrdered { get; }

    public int Distinct { get; }

    public static Feature Of(string name, IReadOnlyList<object?> values)
    {
        var distinct = values.Distinct().Count();
        var numbers = values.Select(GroupName.Number).ToArray();
        if (!values.Where((v, i) => v is not null && numbers[i] is null).Any())
        {
            return new Feature(name, [.. numbers.Select(n => n ?? double.NaN)], true, distinct);
        }

        var codes = values.Where(v => v is not null).Select(Text).Distinct(StringComparer.Ordinal).Select((text, code) => (text, code)).ToDictionary(p => p.text, p => (double)p.code, StringComparer.Ordinal);
        return new Feature(name, [.. values.Select(v => v is null ? double.NaN : codes[Text(v)])], false, distinct);
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
