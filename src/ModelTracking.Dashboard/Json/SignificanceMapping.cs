using ModelTracking.Analysis.Grouping;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Json;

/// <summary>Groups and their contrasts as they go over the wire.</summary>
internal static class SignificanceMapping
{
    public static SignificanceDto Of(GroupTable table, MetricGoal goal)
    {
        var shown = table.Groups.Take(Limits.Groups).ToList();
        if (table.Groups.FirstOrDefault(g => g.Name == table.Baseline) is { } baseline && !shown.Contains(baseline))
        {
            shown[^1] = baseline;
        }

        return new SignificanceDto(
            table.Values[0].Name,
            goal.ToString(),
            table.Baseline,
            shown.Select(g => g.Contrasts?[0].Confidence).FirstOrDefault(c => c is not null) ?? new GroupOptions().Confidence,
            [.. shown.Select(g => Of(g, table.Baseline, goal))],
            table.Groups.Count,
            [.. shown.SelectMany(g => g.Contrasts?[0].Warnings ?? []).Distinct(StringComparer.Ordinal)]);
    }

    private static SampleDto Of(RunGroup group, string? baseline, MetricGoal goal)
    {
        var sample = group.Samples[0];
        var points = group.Runs.Zip(group.Numbers[0], (run, number) => (run, number)).Where(p => p.number is { } n && !double.IsNaN(n)).Take(Limits.RunsOfGroup);
        return new SampleDto(
            group.Name, group.Runs.Count, sample.Count, sample.Mean, sample.Median, sample.Deviation, sample.Low, sample.High, sample.Min, sample.Max,
            [.. points.Select(p => new RunNumberDto(p.run.ToString(), p.number!.Value))],
            group.Contrasts?[0] is { } c ? new ContrastDto(c.Difference, c.Low, c.High, c.EffectSize, c.AdjustedPValue, c.AdjustedRankPValue, c.IsShown, c.Explain(group.Name, baseline!, goal)) : null);
    }
}
