using System.Globalization;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Cli.Views;

/// <summary>What a run used of its machine: curves over time, and totals.</summary>
internal sealed class UsageView(IRunReader reader)
{
    private const int CurveWidth = 16;

    /// <summary>Pairs of words, in order.</summary>
    public async Task<IReadOnlyList<(string Key, Cell Value)>> OfAsync(RunSummary run, CancellationToken cancellationToken)
    {
        List<(string, Cell)> pairs =
        [
            .. await CurveAsync(run, "processor", "process_cpu_percentage", m => $"{Percent(m.Mean)} of a core on average, {Percent(m.Max)} at most", cancellationToken),
            .. await CurveAsync(run, "memory", "process_memory_megabytes", m => $"{Megabytes(m.Mean)} on average, {Megabytes(m.Max)} at most", cancellationToken),
            .. await CurveAsync(run, "whole machine", "cpu_utilization_percentage", m => $"processors {Percent(m.Mean)} busy on average, {Percent(m.Max)} at most", cancellationToken),
        ];
        for (var gpu = 0; run.Metrics.Any(m => m.Key == $"{SystemKeys.Prefix}gpu_{gpu}_utilization_percentage"); gpu++)
        {
            pairs.AddRange(await CurveAsync(run, $"gpu {gpu}", $"gpu_{gpu}_utilization_percentage", m => $"{Percent(m.Mean)} busy on average, {Percent(m.Max)} at most", cancellationToken));
            pairs.AddRange(await CurveAsync(run, $"gpu {gpu} memory", $"gpu_{gpu}_memory_usage_megabytes", m => $"{Megabytes(m.Mean)} on average, {Megabytes(m.Max)} at most", cancellationToken));
        }

        pairs.AddRange(Totals(run.Resources));
        return pairs;
    }

    private async Task<IEnumerable<(string, Cell)>> CurveAsync(RunSummary run, string name, string key, Func<MetricSummary, string> say, CancellationToken cancellationToken)
    {
        var metric = run.Metrics.FirstOrDefault(m => m.Key == SystemKeys.Prefix + key && m.Context == default);
        if (metric is null || !double.IsFinite(metric.Mean))
        {
            return [];
        }

        var curve = metric.Count < 2 ? "" : Sparkline.Of(await reader.ReadBucketsAsync(run.Id, metric.MetricKey, CurveWidth, cancellationToken: cancellationToken)) + "  ";
        return [(name, curve + say(metric))];
    }

    private static IEnumerable<(string, Cell)> Totals(IReadOnlyList<ResourcesUsed> resources)
    {
        if (resources.Count == 0)
        {
            yield break;
        }

        var soFar = resources.Any(r => r.IsSoFar) ? ", by its last sample" : "";
        yield return ("processor time", Format.Duration(Sum(resources, r => r.CpuTime)) + soFar);
        yield return ("peak memory", Format.Size(resources.Max(r => r.PeakMemoryBytes)) + soFar);
        yield return ("collections", string.Create(CultureInfo.InvariantCulture, $"{resources.Sum(r => r.Collections)}, which stopped the program for {Format.Duration(Sum(resources, r => r.CollectionPause))}"));
        if (resources.Max(r => r.PeakGpuMemoryBytes) is { } gpu)
        {
            yield return ("peak gpu memory", Format.Size(gpu));
        }
    }

    private static TimeSpan Sum(IEnumerable<ResourcesUsed> resources, Func<ResourcesUsed, TimeSpan> part) => resources.Aggregate(TimeSpan.Zero, (sum, r) => sum + part(r));

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0} %");

    private static string Megabytes(double value) => Format.Size((long)(value * 1e6));
}
