using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;

namespace ModelTracking.Dashboard.Api;

/// <summary>What went wrong in runs, over all of them.</summary>
internal static class AlertsApi
{
    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options)
    {
        var index = new AlertIndex(options.TimeProvider);
        map.Read("/api/alerts", context => ListAsync(context, source, index));
    }

    private static async Task ListAsync(HttpContext context, DashboardSource source, AlertIndex index)
    {
        var (from, limit) = (Ask.Number(context, "from", 0, 0, int.MaxValue), Ask.Number(context, "limit", 100, 1, Limits.Rows));
        var (kind, experiment) = (Ask.Text(context, "kind", Limits.KeyLength), Ask.Text(context, "experiment", Limits.KeyLength));
        var onlyErrors = Ask.Text(context, "severity", Limits.KeyLength) == "error";
        var onlyRunning = Ask.Text(context, "running") == "1";
        var (all, notLookedAt) = await index.ReadAsync(source.For(context).Runs, context.RequestAborted);
        var some = all.Where(a => (kind.Length == 0 || a.Kind == kind) && (experiment.Length == 0 || a.Experiment == experiment) && (!onlyErrors || a.Severity == "Error") && (!onlyRunning || a.Status == "RUNNING")).ToArray();
        await Answer.JsonAsync(
            context,
            new AlertsDto(
                [.. some.Skip(from).Take(limit)],
                some.Length,
                [.. all.GroupBy(a => a.Kind, StringComparer.Ordinal).Select(g => new CountDto(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal).Take(Limits.Tags)],
                [.. all.GroupBy(a => a.Experiment, StringComparer.Ordinal).Select(g => new CountDto(g.Key, g.Count())).OrderBy(c => c.Name, StringComparer.Ordinal).Take(Limits.Tags)],
                notLookedAt),
            DashboardJson.Default.AlertsDto);
    }
}
