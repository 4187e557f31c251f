using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ModelTracking.Analysis.Grouping;

/// <summary>
/// How two groups differ in one value: difference of the means with its confidence interval, Hedges' g as effect size, and
/// Welch's t-test, which supposes neither equal variances nor equal sizes. NaN where there is too little to go by.
/// </summary>
public sealed record Contrast
{
    private const int Few = 5;

    private Contrast(double difference, double low, double high, double effectSize, double p, IReadOnlyList<string> warnings)
    {
        Difference = difference;
        Low = low;
        High = high;
        EffectSize = effectSize;
        PValue = p;
        AdjustedPValue = p;
        Warnings = warnings;
    }

    /// <summary>Mean of the group less mean of the one it is compared with.</summary>
    public double Difference { get; }

    /// <summary>Lower end of the difference's confidence interval.</summary>
    public double Low { get; }

    /// <summary>Upper end of the difference's confidence interval.</summary>
    public double High { get; }

    /// <summary>Hedges' g: the difference in pooled deviations, corrected for small samples. About 0.2 is small, 0.5 medium, 0.8 large.</summary>
    public double EffectSize { get; }

    /// <summary>How often chance alone makes a difference at least as large (two-sided).</summary>
    public double PValue { get; }

    /// <summary><see cref="PValue"/> after Holm's correction for all contrasts of the same value.</summary>
    public double AdjustedPValue { get; init; }

    /// <summary>Why not to trust it too much: one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Compares two samples.</summary>
    /// <param name="sample">The group.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="confidence">Of the interval. Default: 0.95.</param>
    public static Contrast Of(Sample sample, Sample baseline, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(baseline);
        var difference = sample.Mean - baseline.Mean;
        if (sample.Count < 2 || baseline.Count < 2)
        {
            return new Contrast(difference, double.NaN, double.NaN, double.NaN, double.NaN, ["A group of one run says nothing about chance: repeat the training with other seeds."]);
        }

        var (a, b) = (sample.Deviation * sample.Deviation / sample.Count, baseline.Deviation * baseline.Deviation / baseline.Count);
        var warnings = Warn(sample, baseline).ToList();
        if (a + b == 0)
        {
            warnings.Add("All runs of both groups have the same value: are the seeds really different?");
            return new Contrast(difference, difference, difference, double.NaN, double.NaN, warnings);
        }

        var freedom = (a + b) * (a + b) / ((a * a / (sample.Count - 1)) + (b * b / (baseline.Count - 1)));
        var error = Math.Sqrt(a + b);
        var half = StudentT.InvCDF(0, 1, freedom, 0.5 + (confidence / 2)) * error;
        var p = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(difference / error)));
        return new Contrast(difference, difference - half, difference + half, HedgesG(sample, baseline), p, warnings);
    }

    /// <summary>Corrects the p-values of several contrasts of one value by Holm's method; NaN stays NaN.</summary>
    public static IReadOnlyList<Contrast> Adjust(IReadOnlyList<Contrast> contrasts)
    {
        ArgumentNullException.ThrowIfNull(contrasts);
        var adjusted = contrasts.ToArray();
        var known = Enumerable.Range(0, adjusted.Length).Where(i => !double.IsNaN(adjusted[i].PValue)).OrderBy(i => adjusted[i].PValue).ToArray();
        var least = 0.0;
        for (var rank = 0; rank < known.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, adjusted[known[rank]].PValue * (known.Length - rank)));
            adjusted[known[rank]] = adjusted[known[rank]] with { AdjustedPValue = least };
        }

        return adjusted;
    }

    private static double HedgesG(Sample sample, Sample baseline)
    {
        var freedom = sample.Count + baseline.Count - 2;
        var pooled = Math.Sqrt((((sample.Count - 1) * sample.Deviation * sample.Deviation) + ((baseline.Count - 1) * baseline.Deviation * baseline.Deviation)) / freedom);
        return (sample.Mean - baseline.Mean) / pooled * (1 - (3.0 / ((4.0 * freedom) - 1)));
    }

    private static IEnumerable<string> Warn(Sample sample, Sample baseline)
    {
        var least = Math.Min(sample.Count, baseline.Count);
        if (least < Few)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"With {least} runs in the smaller group only very large differences can be told from chance, and the interval is rough: {Few} or more are better.");
        }

        if (sample.NanCount + baseline.NanCount > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{sample.NanCount + baseline.NanCount} runs have NaN and are left out.");
        }
    }
}
