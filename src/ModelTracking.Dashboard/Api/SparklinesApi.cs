using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Answers metrics of many runs as curves small enough for the cells of a table: <c>run</c> and <c>metric</c>, each as often as wanted.</summary>
internal static class SparklinesApi
{
    private const int Usual = 32;

    public static void Map(EndpointMap map, DashboardSource source) => map.Read("/api/sparklines", context => ReadAsync(context, source));

    private static async Task ReadAsync(HttpContext context, DashboardSource source)
    {
        var runs = Ask.Texts(context, "run", Limits.ComparedRuns).Select(Ask.Run).Distinct().ToArray();
        var metrics = Ask.Texts(context, "metric", Limits.Sparklines).Distinct().Select(text => (Text: text, Key: Metric(text))).ToArray();
        if (runs.Length == 0 || metrics.Length == 0)
        {
            throw ApiException.Bad("Give a 'run' and a 'metric', each as often as there are, for example metric=metrics.loss[validation].");
        }

        if (runs.Length * metrics.Length > Limits.Series)
        {
            throw ApiException.Bad($"At most {Limits.Series} curves are answered at once, and {runs.Length * metrics.Length} were asked for.");
        }

        var most = Ask.Number(context, "buckets", Usual, 2, Limits.SparklineBuckets);
        var reader = source.For(context).Runs;
        var lines = new List<SparklineDto>();
        foreach (var run in runs)
        {
            foreach (var (text, key) in metrics)
            {
                var buckets = await reader.ReadBucketsAsync(run, key, most, cancellationToken: context.RequestAborted);
                if (buckets.Count > 0)
                {
                    lines.Add(Of(run, text, buckets));
                }
            }
        }

        await Answer.JsonAsync(context, new SparklinesDto(lines), DashboardJson.Default.SparklinesDto);
    }

    private static MetricKey Metric(string text) =>
        RunColumn.ParseList(text) is [{ Value: MetricValue { Metric: var key } }] ? key
        : throw ApiException.Bad("A 'metric' is named as in a query, for example metrics.loss or metrics.loss[validation].");

    private static SparklineDto Of(RunId run, string metric, IReadOnlyList<MetricBucket> buckets)
    {
        var whole = buckets.Aggregate((a, b) => a.Join(b));
        return new SparklineDto(
            run.ToString(), metric, whole.Count, whole.Start.Value, whole.End.Value, whole.Min, whole.Max,
            [.. buckets.Select(b => Rounded(b.Min))], [.. buckets.Select(b => Rounded(b.Max))], [.. buckets.Select(b => Rounded(b.End.Value))]);
    }

    private static double? Rounded(double value) =>
        double.IsNaN(value) ? null : double.IsInfinity(value) ? value : double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
