using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Series;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Answers series as buckets: <c>run</c>, and pairs of <c>key</c> and <c>context</c>, each as often as wanted. See <see cref="SeriesFrame"/>.</summary>
internal static class SeriesApi
{
    public static void Map(EndpointMap map, DashboardSource source) =>
        map.Read("/api/series", context => ReadAsync(context, source));

    private static async Task ReadAsync(HttpContext context, DashboardSource source)
    {
        var runs = Ask.Texts(context, "run", Limits.ComparedRuns).Select(Ask.Run).Distinct().ToArray();
        var keys = Ask.Texts(context, "key", Limits.Series);
        var contexts = Ask.Texts(context, "context", Limits.Series);
        if (contexts.Length != keys.Length)
        {
            throw ApiException.Bad("Give a 'context' with each 'key', an empty one for none.");
        }

        if (runs.Length * keys.Length > Limits.Series)
        {
            throw ApiException.Bad($"At most {Limits.Series} series are answered at once, and {runs.Length * keys.Length} were asked for.");
        }

        var most = Ask.Number(context, "buckets", 1000, 1, Limits.Buckets);
        var range = new StepRange(Ask.Step(context, "from"), Ask.Step(context, "to"));
        var series = new List<(SeriesHeadDto, IReadOnlyList<MetricBucket>)>();
        foreach (var run in runs)
        {
            for (var k = 0; k < keys.Length; k++)
            {
                var buckets = await source.For(context).Runs.ReadBucketsAsync(run, new MetricKey(keys[k], contexts[k]), most, range, context.RequestAborted);
                if (buckets.Count > 0)
                {
                    series.Add((new SeriesHeadDto(run.ToString(), keys[k], contexts[k], buckets.Count, buckets.Sum(b => b.Count)), buckets));
                }
            }
        }

        context.Response.ContentType = "application/octet-stream";
        await SeriesFrame.WriteAsync(context.Response.Body, series, context.RequestAborted);
    }
}
