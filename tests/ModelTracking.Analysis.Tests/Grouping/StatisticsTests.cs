using ModelTracking.Analysis.Grouping;

namespace ModelTracking.Tests.Analysis.Grouping;

/// <summary>Expected values were worked out with other programs: R 4.2 (t.test, sd) and by hand for Hedges' g and Holm.</summary>
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
