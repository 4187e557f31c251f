using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// What a metric was measured on, kept as data and not as a name prefix: <c>"train"</c>, or pairs such as
/// <c>fold=2,split=test</c>. Two series with the same key and different contexts are different series.
/// </summary>
[JsonConverter(typeof(MetricContextJsonConverter))]
public readonly record struct MetricContext : IComparable<MetricContext>
{
    private readonly string? _value;

    private MetricContext(string? value) => _value = string.IsNullOrEmpty(value) ? null : value;

    /// <summary>No context.</summary>
    public static MetricContext None => default;

    /// <summary>True when there is no context.</summary>
    public bool IsNone => _value is null;

    /// <summary>A plain context such as <c>"train"</c>, or the text form of pairs (<c>a=1,b=2</c>), which is put in order.</summary>
    public static implicit operator MetricContext(string? value) => FromString(value);

    /// <summary>See the conversion operator.</summary>
    public static MetricContext FromString(string? value)
    {
        if (string.IsNullOrEmpty(value) || !value.Contains(',', StringComparison.Ordinal))
        {
            return new MetricContext(value);
        }

        var parts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Array.Sort(parts, StringComparer.Ordinal);
        return new MetricContext(string.Join(',', parts));
    }

    /// <summary>A context of several pairs, ordered by name so that equal pairs give equal contexts.</summary>
    public static MetricContext Of(params (string Name, string Value)[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return FromString(string.Join(',', pairs.Select(p => $"{p.Name}={p.Value}")));
    }

    /// <summary>This context with one pair more (a rank, a fold).</summary>
    public MetricContext With(string name, string value) => FromString(IsNone ? $"{name}={value}" : $"{_value},{name}={value}");

    /// <summary>The pairs; a part without a name is given as <c>("", value)</c>.</summary>
    public IEnumerable<(string Name, string Value)> Pairs()
    {
        foreach (var part in (_value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? ("", part) : (part[..equals], part[(equals + 1)..]);
        }
    }

    /// <inheritdoc />
    public int CompareTo(MetricContext other) => string.CompareOrdinal(_value, other._value);

    /// <summary>The text form; empty when there is none.</summary>
    public override string ToString() => _value ?? "";
}
