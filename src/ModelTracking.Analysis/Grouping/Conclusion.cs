using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Grouping;

/// <summary>Says what a contrast means in plain words. A difference that is not shown is not called none: the runs may be too few to see it.</summary>
internal static class Conclusion
{
    public static string Of(Contrast contrast, string group, string baseline, MetricGoal goal)
    {
        var runs = string.Create(CultureInfo.InvariantCulture, $"{contrast.Count} and {contrast.BaselineCount} runs");
        if (contrast.Count == 0 || contrast.BaselineCount == 0)
        {
            return $"{(contrast.Count == 0 ? group : baseline)} has no run with this value.";
        }

        if (contrast.Count < 2 || contrast.BaselineCount < 2)
        {
            return $"Nothing can be said with {runs}: one run shows no spread. {Apart(contrast, group, baseline, goal)}";
        }

        if (double.IsNaN(contrast.PValue))
        {
            return contrast.Low == contrast.High ? $"{Apart(contrast, group, baseline, goal)} No value varies within a group, so there is no chance to measure it by."
                : $"No means to compare with {runs}: a value is infinite. {Ranks(contrast)}";
        }

        var interval = $"{Percent(contrast.Confidence)} interval {Number(contrast.Low)} to {Number(contrast.High)}";
        return contrast.IsShown
            ? $"{Apart(contrast, group, baseline, goal)} That is a {Size(contrast.EffectSize)} difference ({interval}), and more than chance explains: chance alone makes one as large {Often(contrast.AdjustedPValue)}.{Doubt(contrast)}"
            : $"No difference shown with {runs}: {group} is anything from {Number(contrast.Low)} to {Number(contrast.High)} away from {baseline}, and chance alone makes a difference as large {Often(contrast.AdjustedPValue)}.";
    }

    // "sgd is lower than adam by 0.02, which is worse."
    private static string Apart(Contrast contrast, string group, string baseline, MetricGoal goal)
    {
        var isHigher = contrast.Difference > 0;
        var judged = goal == MetricGoal.None || contrast.Difference == 0 ? "" : isHigher == (goal == MetricGoal.Maximize) ? ", which is better" : ", which is worse";
        return contrast.Difference == 0 ? $"{group} and {baseline} have the same mean."
            : $"{group} is {(isHigher ? "higher" : "lower")} than {baseline} by {Number(Math.Abs(contrast.Difference))}{judged}.";
    }

    private static string Ranks(Contrast contrast) => contrast.AdjustedRankPValue < 1 - contrast.Confidence
        ? $"By the order of their values the groups differ: chance alone makes one as unequal {Often(contrast.AdjustedRankPValue)}."
        : "By the order of their values no difference is shown either.";

    // Of few runs no order is rare enough, so that there the ranks confirm nothing and deny nothing.
    private static string Doubt(Contrast contrast) => contrast.AdjustedRankPValue < 1 - contrast.Confidence || contrast.Count + contrast.BaselineCount < 10
        ? "" : " The order of the values alone does not confirm it, so look whether a single run makes the difference.";

    private static string Size(double effect) => Math.Abs(effect) switch { < 0.2 => "negligible", < 0.5 => "small", < 0.8 => "medium", _ => "large" };

    private static string Often(double p) => p switch
    {
        < 0.0001 => "less than once in 10,000 times",
        < 0.1 => $"about once in {Math.Round(1 / p).ToString("N0", CultureInfo.InvariantCulture)} times",
        _ => $"about {Math.Round(100 * p).ToString("0", CultureInfo.InvariantCulture)} times in 100",
    };

    private static string Percent(double confidence) => (confidence * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace("-", "\u2212", StringComparison.Ordinal);
}
