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
    /// <summary>How many places a curve has where nothing else is said.</summary>
    public const int Points = 300;

    private const int RunsLookedAt = 200;

    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        map.Read("/api/curves", context => CurvesAsync(context, source.For(context).Runs, options));
        map.Read("/api/metrics", async context =>
        {
            var names = await NamesAsync(RunScope.Query(context, new RunQuery(source.For(context).Runs, options.TimeProvider)), context.RequestAborted);
            await Answer.JsonAsync(context, names, DashboardJson.Default.MetricNamesDto);
        });
    }

    private static async Task CurvesAsync(HttpContext context, IRunReader reader, DashboardOptions options)
    {
        var by = Ask.Text(context, "by", Limits.KeyLength);
        var metric = new MetricKey(Ask.Text(context, "key", Limits.KeyLength), Ask.Text(context, "context", Limits.KeyLength));
        if (by.Length == 0 || metric.Name.Length == 0)
        {
            throw ApiException.Bad("'by' names what to group by, for example params.model, and 'key' the metric.");
        }

        var points = Ask.Number(context, "points", Points, 2, Limits.Buckets);
        var axis = Ask.Text(context, "axis", Limits.KeyLength);
        var (head, curves) = await ReadAsync(reader, RunScope.Query(context, new RunQuery(reader, options.TimeProvider)), by, metric, axis == "relative", points, context.RequestAborted);
        context.Response.ContentType = "application/octet-stream";
        await CurveFrame.WriteAsync(context.Response.Body, head, curves, context.RequestAborted);
    }

    /// <summary>The curves of a metric for each group of some runs.</summary>
    public static async Task<(CurvesDto Head, IReadOnlyList<IReadOnlyList<GroupCurvePoint>> Curves)> ReadAsync(
        IRunReader reader, RunQuery scope, string by, MetricKey metric, bool isRelative, int points, CancellationToken cancellationToken)
    {
        var table = await GroupTable.GroupAsync(scope, by, new GroupOptions { Values = "run_id" }, cancellationToken);
        var (heads, curves) = (new List<CurveHeadDto>(), new List<IReadOnlyList<GroupCurvePoint>>());
        foreach (var group in table.Groups.Take(Limits.Groups))
        {
            RunId[] runs = [.. group.Runs.Take(Limits.RunsOfGroup)];
            var curve = await RunCurves.ReadAsync(reader, runs, metric, isRelative, points, cancellationToken);
            heads.Add(new CurveHeadDto(group.Name, group.KeyNames, group.Runs.Count, runs.Length, [.. runs.Take(Limits.ComparedRuns).Select(r => r.ToString())], curve.Count));
            curves.Add(curve);
        }

        return (new CurvesDto(heads, table.Groups.Count, table.Groups.Sum(g => g.Runs.Count)), curves);
    }

    /// <summary>Which series the newest of some runs have, those of most runs first.</summary>
    public static async Task<MetricNamesDto> NamesAsync(RunQuery scope, CancellationToken cancellationToken)
    {
        var runs = await scope.Take(RunsLookedAt).ToListAsync(cancellationToken);
        var metrics = runs.SelectMany(r => r.Metrics).Where(m => m.Count > 1).GroupBy(m => m.MetricKey)
            .Select(g => new MetricNameDto(
                g.Key.Name,
                g.Key.Context.ToString(),
                g.Select(m => m.Goal).FirstOrDefault(goal => goal != MetricGoal.None).ToString(),
                g.Select(m => m.Unit).FirstOrDefault(u => u is not null),
                g.Count()))
            .OrderByDescending(m => m.Runs).ThenBy(m => m.Key, StringComparer.Ordinal).ThenBy(m => m.Context, StringComparer.Ordinal)
            .ToArray();
        return new MetricNamesDto([.. metrics.Take(Limits.Series)], metrics.Length, runs.Count);
    }
}
