using ModelTracking.Records;

namespace ModelTracking.Dashboard.Reports;

/// <summary>The metric that a block names: <c>loss</c> in whatever context, or <c>loss[train]</c>, as queries write it.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Context">Its context; null for any.</param>
internal sealed record BlockMetric(string Key, MetricContext? Context)
{
    /// <summary>The metrics that a chart names line by line, and a run with commas between.</summary>
    public static BlockMetric[] Of(LiveBlock block) =>
        [.. block.Many("metric").Concat(block.Many("metrics").SelectMany(m => m.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).Select(Parse)];

    public bool Matches(MetricKey metric) => metric.Name == Key && (Context is not { } context || metric.Context == context);

    private static BlockMetric Parse(string text) =>
        text.EndsWith(']') && text.IndexOf('[') is > 0 and var at ? new BlockMetric(text[..at], MetricContext.FromString(text[(at + 1)..^1])) : new BlockMetric(text, null);
}
