using Microsoft.AspNetCore.Http;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Series;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Curves of groups of runs: mean, median and spread at each step, as <c>modeltracking group --curve</c> has them.</summary>
internal static class CurvesApi
{
    private const int RunsLookedAt = 200;

    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        map.Read("/api/curves", context => CurvesAsync(context, source.For(context).Runs, options));
        map.Read("/api/metrics", context => MetricsAsync(context, new RunQuery(source.For(context).Runs, options.TimeProvider)));
    }

    private static async Task CurvesAsync(HttpContext context, IRunReader reader, DashboardOptions options)
    {
        var by = Ask.Text(context, "by", Limits.KeyLength);
        var metric = new MetricKey(Ask.Text(context, "key", Limits.KeyLength), Ask.Text(context, "context", Limits.KeyLength));
        if (by.Length == 0 || metric.Name.Length == 0)
        {
            throw ApiException.Bad("'by' names what to group by, for example params.model, and 'key' the metric.");
        }

        var points = Ask.Number(context, "points", 300, 2, Limits.Buckets);
        var axis = Ask.Text(context, "axis", Limits.KeyLength);
        var table = await GroupTable.GroupAsync(RunScope.Query(context, new RunQuery(reader, options.TimeProvider)), by, new GroupOptions { Values = "run_id" }, context.RequestAborted);
        var (heads, curves) = (new List<CurveHeadDto>(), new List<IReadOnlyList<GroupCurvePoint>>());
        foreach (var group in table.Groups.Take(Limits.Groups))
        {
            RunId[] runs = [.. group.Runs.Take(Limits.RunsOfGroup)];
            var curve = await RunCurves.ReadAsync(reader, runs, metric, axis == "relative", points, context.RequestAborted);
            heads.Add(new CurveHeadDto(group.Name, group.Runs.Count, runs.Length, [.. runs.Take(Limits.ComparedRuns).Select(r => r.ToString())], curve.Count));
            curves.Add(curve);
        }

        context.Response.ContentType = "application/octet-stream";
        await CurveFrame.WriteAsync(context.Response.Body, new CurvesDto(heads, table.Groups.Count, table.Groups.Sum(g => g.Runs.Count)), curves, context.RequestAborted);
    }

    // Which series the newest of these runs have, those of most runs first.
    private static async Task MetricsAsync(HttpContext context, RunQuery all)
    {
        var runs = await RunScope.Query(context, all).Take(RunsLookedAt).ToListAsync(context.RequestAborted);
        var metrics = runs.SelectMany(r => r.Metrics).Where(m => m.Count > 1).GroupBy(m => m.MetricKey)
            .Select(g => new MetricNameDto(
                g.Key.Name,
                g.Key.Context.ToString(),
                g.Select(m => m.Goal).FirstOrDefault(goal => goal != MetricGoal.None).ToString(),
                g.Select(m => m.Unit).FirstOrDefault(u => u is not null),
                g.Count()))
            .OrderByDescending(m => m.Runs).ThenBy(m => m.Key, StringComparer.Ordinal).ThenBy(m => m.Context, StringComparer.Ordinal)
            .ToArray();
        await Answer.JsonAsync(context, new MetricNamesDto([.. metrics.Take(Limits.Series)], metrics.Length, runs.Count), DashboardJson.Default.MetricNamesDto);
    }
}
