using System.Globalization;
using MathNet.Numerics.Distributions;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Grouping;

/// <summary>
/// How two groups differ in one value: difference of the means with its confidence interval, Hedges' g as effect size, Welch's t-test,
/// which supposes neither equal variances nor equal sizes, and the rank test of Mann and Whitney, which supposes no distribution at all.
/// NaN where there is too little to go by.
/// </summary>
public sealed record Contrast
{
    private const int Few = 5;

    private Contrast()
    {
    }

    /// <summary>Mean of the group less mean of the one it is compared with.</summary>
    public double Difference { get; private init; }

    /// <summary>Lower end of the difference's confidence interval.</summary>
    public double Low { get; private init; } = double.NaN;

    /// <summary>Upper end of the difference's confidence interval.</summary>
    public double High { get; private init; } = double.NaN;

    /// <summary>Of the interval, between 0 and 1.</summary>
    public double Confidence { get; private init; }

    /// <summary>How many runs of the group count.</summary>
    public int Count { get; private init; }

    /// <summary>How many runs count of the group it is compared with.</summary>
    public int BaselineCount { get; private init; }

    /// <summary>Hedges' g: the difference in pooled deviations, corrected for small samples. About 0.2 is small, 0.5 medium, 0.8 large.</summary>
    public double EffectSize { get; private init; } = double.NaN;

    /// <summary>How often chance alone makes a difference at least as large (two-sided, by Welch's t-test).</summary>
    public double PValue { get; private init; } = double.NaN;

    /// <summary><see cref="PValue"/> after Holm's correction for all contrasts of the same value.</summary>
    public double AdjustedPValue { get; private init; } = double.NaN;

    /// <summary>How often chance alone puts the runs of both groups into an order at least as unequal (two-sided, by the rank test; exact up to 50 runs).</summary>
    public double RankPValue { get; private init; } = double.NaN;

    /// <summary><see cref="RankPValue"/> after Holm's correction for all contrasts of the same value.</summary>
    public double AdjustedRankPValue { get; private init; } = double.NaN;

    /// <summary>Why not to trust it too much: one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Whether the difference is more than chance would make, after Holm's correction.</summary>
    public bool IsShown => AdjustedPValue < 1 - Confidence;

    /// <summary>Compares two samples.</summary>
    /// <param name="sample">The group.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="confidence">Of the interval. Default: 0.95.</param>
    public static Contrast Of(Sample sample, Sample baseline, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(baseline);
        var plain = new Contrast { Difference = sample.Mean - baseline.Mean, Confidence = confidence, Count = sample.Count, BaselineCount = baseline.Count };
        if (sample.Count < 2 || baseline.Count < 2)
        {
            return plain with { Warnings = ["A group of one run says nothing about chance: repeat the training with other seeds."] };
        }

        var (a, b) = (sample.Deviation * sample.Deviation / sample.Count, baseline.Deviation * baseline.Deviation / baseline.Count);
        var warnings = Warn(sample, baseline).ToList();
        if (a + b == 0)
        {
            warnings.Add("All runs of a group have the same value: are the seeds really different?");
            return plain with { Low = plain.Difference, High = plain.Difference, Warnings = warnings };
        }

        var freedom = (a + b) * (a + b) / ((a * a / (sample.Count - 1)) + (b * b / (baseline.Count - 1)));
        var ranks = RankTest.PValue(sample.Values, baseline.Values);
        plain = plain with { RankPValue = ranks, AdjustedRankPValue = ranks, Warnings = warnings };
        if (!double.IsFinite(freedom) || !double.IsFinite(plain.Difference))
        {
            warnings.Add("A value is infinite, so there is no mean to compare: the rank test alone holds.");
            return plain;
        }

        var error = Math.Sqrt(a + b);
        var half = StudentT.InvCDF(0, 1, freedom, 0.5 + (confidence / 2)) * error;
        var p = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(plain.Difference / error)));
        return plain with { Low = plain.Difference - half, High = plain.Difference + half, EffectSize = HedgesG(sample, baseline), PValue = p, AdjustedPValue = p };
    }

    /// <summary>Corrects the p-values of several contrasts of one value by Holm's method; NaN stays NaN.</summary>
    public static IReadOnlyList<Contrast> Adjust(IReadOnlyList<Contrast> contrasts)
    {
        ArgumentNullException.ThrowIfNull(contrasts);
        var (means, ranks) = (Holm([.. contrasts.Select(c => c.PValue)]), Holm([.. contrasts.Select(c => c.RankPValue)]));
        return [.. contrasts.Select((c, i) => c with { AdjustedPValue = means[i], AdjustedRankPValue = ranks[i] })];
    }

    /// <summary>What that means, in a sentence or two for somebody who knows no statistics.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="baseline">Name of the group that it is compared with.</param>
    /// <param name="goal">Whether more is better. Default: it is not said.</param>
    public string Explain(string group, string baseline, MetricGoal goal = MetricGoal.None) => Conclusion.Of(this, group, baseline, goal);

    private static double[] Holm(double[] raw)
    {
        var adjusted = raw.ToArray();
        var known = Enumerable.Range(0, raw.Length).Where(i => !double.IsNaN(raw[i])).OrderBy(i => raw[i]).ToArray();
        var least = 0.0;
        for (var rank = 0; rank < known.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, raw[known[rank]] * (known.Length - rank)));
            adjusted[known[rank]] = least;
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
