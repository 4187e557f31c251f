using ModelTracking.Analysis.Grouping;
using ModelTracking.Records;

namespace ModelTracking.Tests.Analysis.Grouping;

/// <summary>Expected values were worked out with other programs: R 4.2 (t.test, wilcox.test, sd) and by hand for Hedges' g and Holm.</summary>
public class StatisticsTests
{
    // Student's sleep data: extra hours of sleep with two drugs.
    private static readonly double[] Drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] Drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void A_sample_has_mean_deviation_and_interval()
    {
        var sample = Sample.Of([.. Drug1, double.NaN]);
        Assert.Equal(10, sample.Count);
        Assert.Equal(1, sample.NanCount);
        Assert.Equal(0.75, sample.Mean, 10);
        Assert.Equal(1.789010, sample.Deviation, 6);
        Assert.Equal(-0.5297804, sample.Low, 6);
        Assert.Equal(2.0297804, sample.High, 6);
    }

    [Fact]
    public void Two_groups_are_compared_as_Welch_does()
    {
        var contrast = Contrast.Of(Sample.Of(Drug1), Sample.Of(Drug2));
        Assert.Equal(-1.58, contrast.Difference, 10);
        Assert.Equal(0.07939414, contrast.PValue, 7);
        Assert.Equal(-3.3654832, contrast.Low, 6);
        Assert.Equal(0.2054832, contrast.High, 6);
        Assert.Equal(-0.8321811 * (1 - (3.0 / 71)), contrast.EffectSize, 6);
        Assert.Empty(contrast.Warnings);
    }

    [Fact]
    public void Small_groups_are_warned_of_and_single_runs_are_not_tested()
    {
        Assert.Contains("2 runs in the smaller group", Contrast.Of(Sample.Of([1, 2]), Sample.Of([2, 3, 4])).Warnings[0], StringComparison.Ordinal);
        var single = Contrast.Of(Sample.Of([1]), Sample.Of([2, 3, 4]));
        Assert.Equal(-2, single.Difference);
        Assert.True(double.IsNaN(single.PValue));
        Assert.Contains("other seeds", single.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("really different", Contrast.Of(Sample.Of([1, 1]), Sample.Of([1, 1])).Warnings[^1], StringComparison.Ordinal);
        Assert.True(double.IsNaN(Sample.Of([]).Mean));
        Assert.True(double.IsNaN(Sample.Of([1]).Low));
    }

    [Fact]
    public void Several_contrasts_are_corrected_by_Holm()
    {
        // p-values 0.01.., 0.03.., 0.4..: the smallest counts three times, the next twice, and none less than one before it.
        Contrast[] raw = [.. new[] { 0.2, 3.0, 2.2 }.Select(d => Contrast.Of(Sample.Of([d, d + 1, d + 2]), Sample.Of([0.0, 1, 2])))];
        var adjusted = Contrast.Adjust(raw);
        Assert.Equal(3 * raw[1].PValue, adjusted[1].AdjustedPValue, 12);
        Assert.Equal(2 * raw[2].PValue, adjusted[2].AdjustedPValue, 12);
        Assert.Equal(raw[0].PValue, adjusted[0].AdjustedPValue, 12);
    }

    // Hollander and Wolfe (1973): permeability of a membrane at term and early; R says W = 35, p = 0.1272 one-sided.
    private static readonly double[] AtTerm = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    private static readonly double[] Early = [1.15, 0.88, 0.90, 0.74, 1.21];

    // Ozone in New York in May and August 1973 (R's airquality), with ties; R says W = 127.5, p = 0.0001208.
    private static readonly double[] May = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
    private static readonly double[] August = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

    [Fact]
    public void Ranks_are_tested_exactly_for_few_runs_and_by_the_normal_distribution_for_many()
    {
        Assert.Equal(2 * 0.1272, Contrast.Of(Sample.Of(AtTerm), Sample.Of(Early)).RankPValue, 4);
        Assert.Equal(0.0001208, Contrast.Of(Sample.Of(May), Sample.Of(August)).RankPValue, 7);

        // Three runs against three can be in twenty orders, of which two are as unequal as this one.
        Assert.Equal(0.1, Contrast.Of(Sample.Of([1, 2, 3]), Sample.Of([4, 5, 7])).RankPValue, 12);
        Assert.Equal(0.1, Contrast.Of(Sample.Of([4, 5, double.PositiveInfinity]), Sample.Of([1, 2, 3])).RankPValue, 12);
        Assert.Equal(1, Contrast.Of(Sample.Of([1, 1]), Sample.Of([1, 2])).RankPValue, 12);
    }

    [Fact]
    public void What_was_found_is_said_in_words()
    {
        var shown = Contrast.Of(Sample.Of([0.91, 0.92, 0.93, 0.92, 0.91]), Sample.Of([0.81, 0.82, 0.83, 0.82, 0.81]));
        Assert.StartsWith("adam is higher than sgd by 0.1, which is better. That is a large difference (95 % interval 0.08", shown.Explain("adam", "sgd", MetricGoal.Maximize), StringComparison.Ordinal);
        Assert.EndsWith("less than once in 10,000 times.", shown.Explain("adam", "sgd"), StringComparison.Ordinal);
        Assert.Contains("which is worse", shown.Explain("adam", "sgd", MetricGoal.Minimize), StringComparison.Ordinal);

        var few = Contrast.Of(Sample.Of([1, 2, 3]), Sample.Of([1.5, 2.5, 3]));
        Assert.False(few.IsShown);
        Assert.StartsWith("No difference shown with 3 and 3 runs: adam is anything from \u2212", few.Explain("adam", "sgd"), StringComparison.Ordinal);

        // One run makes the mean; the order of the others tells nothing.
        Contrast[] several = [Contrast.Of(Sample.Of([1.0, 2, 3]), Sample.Of([1.0, 2, 4])), Contrast.Of(Sample.Of([4.0, 5, 6]), Sample.Of([1.0, 2, 4]))];
        Assert.All(Contrast.Adjust(several), c => Assert.True(c.AdjustedRankPValue >= c.RankPValue && c.AdjustedPValue >= c.PValue));

        Assert.StartsWith("Nothing can be said with 1 and 3 runs", Contrast.Of(Sample.Of([1]), Sample.Of([2, 3, 4])).Explain("a", "b"), StringComparison.Ordinal);
        Assert.StartsWith("a is lower than b by 1. No value varies", Contrast.Of(Sample.Of([1, 1]), Sample.Of([2, 2])).Explain("a", "b"), StringComparison.Ordinal);
        Assert.Contains("a value is infinite", Contrast.Of(Sample.Of([1, double.PositiveInfinity]), Sample.Of([2, 3])).Explain("a", "b"), StringComparison.Ordinal);
        Assert.Equal("a has no run with this value.", Contrast.Of(Sample.Of([]), Sample.Of([2, 2])).Explain("a", "b"));
    }

    [Fact]
    public void A_curve_over_unequal_steps_is_bent_by_no_run_that_was_cut_short()
    {
        (double, double)[] whole = [(0, 10), (10, 0)];
        (double, double)[] other = [(0, 20), (5, 15), (10, 10)];
        (double, double)[] cut = [(0, 100), (3, 70)];
        (double, double)[] broken = [(0, 1), (4, double.NaN), (10, 1)];
        var curve = GroupCurve.Of([whole, other, cut, broken]);

        Assert.Equal([0, 3, 4, 5, 10], curve.Select(p => p.Step));
        Assert.Equal([4, 3, 2, 2, 3], curve.Select(p => p.Count));
        Assert.Equal((7.0 + 17 + 70) / 3, curve[1].Mean, 10);
        Assert.Equal((6.0 + 16) / 2, curve[2].Mean, 10);
        Assert.Equal((5.0 + 15) / 2, curve[3].Mean, 10);
        Assert.True(curve[2].Low < curve[2].Mean && curve[2].Mean < curve[2].High);
        Assert.Equal(2, GroupCurve.Of([whole, other], maxPoints: 2).Count);
    }
}
