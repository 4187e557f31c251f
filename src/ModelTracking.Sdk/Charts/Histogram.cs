using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>How values are spread.</summary>
/// <param name="Edges">Borders of the bins in rising order, one more than there are bins; a bin takes its lower border, the last one both.</param>
/// <param name="Counts">Number of values in each bin.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts) : Chart
{
    /// <summary>Its <c>type</c> in JSON.</summary>
    public const string Type = "histogram";

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => Type;

    private protected override string? Damage() => Edges is null || Counts is not { Count: > 0 } ? "it has no edges or no counts"
        : Edges.Count != Counts.Count + 1 ? $"it has {Counts.Count} counts and {Edges.Count} edges, which should be one more"
        : null;

    /// <summary>Number of values that were NaN or infinite; they are in no bin.</summary>
    public long NotFinite { get; init; }

    /// <summary>Mean of the finite values; null without any.</summary>
    public double? Mean { get; init; }

    /// <summary>Standard deviation of the finite values; null without any.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Counts values in bins of equal width between the least and the greatest.</summary>
    /// <param name="values">The values; read twice.</param>
    /// <param name="bins">Number of bins.</param>
    public static Histogram Of(ReadOnlySpan<double> values, int bins = 64) => Count(values, v => v, bins);

    /// <inheritdoc cref="Of(ReadOnlySpan{double}, int)" />
    public static Histogram Of(ReadOnlySpan<float> values, int bins = 64) => Count(values, v => v, bins);

    private static Histogram Count<T>(ReadOnlySpan<T> values, Func<T, double> number, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var (min, max, sum, squares, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0, 0L);
        foreach (var value in values)
        {
            var v = number(value);
            if (double.IsFinite(v))
            {
                (min, max) = (Math.Min(min, v), Math.Max(max, v));
                count++;
                // Welford: stable where values are large and close together.
                var delta = v - sum;
                sum += delta / count;
                squares += delta * (v - sum);
            }
        }

        if (count == 0)
        {
            return new Histogram([0, 1], [0]) { NotFinite = values.Length };
        }

        if (min == max)
        {
            return new Histogram([min, Math.BitIncrement(max)], [count]) { NotFinite = values.Length - count, Mean = min, StandardDeviation = 0 };
        }

        var counts = new long[bins];
        // Halved, because the greatest less the least may be more than there is a number for.
        var half = (max / 2) - (min / 2);
        foreach (var value in values)
        {
            var v = number(value);
            if (double.IsFinite(v))
            {
                counts[Math.Clamp((int)(((v / 2) - (min / 2)) / half * bins), 0, bins - 1)]++;
            }
        }

        var edges = Enumerable.Range(0, bins + 1).Select(i => i == bins ? max : min + (half * (2.0 * i / bins))).ToArray();
        return new Histogram(edges, counts) { NotFinite = values.Length - count, Mean = sum, StandardDeviation = Math.Sqrt(squares / count) };
    }
}
