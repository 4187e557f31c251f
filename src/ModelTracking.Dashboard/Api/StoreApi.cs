using Microsoft.AspNetCore.Http;
using ModelTracking.Backends;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Json;
using ModelTracking.Dashboard.Live;

namespace ModelTracking.Dashboard.Api;

/// <summary>How a store is: what stands in it, what waits to be sent.</summary>
internal static class StoreApi
{
    private static readonly string[] Bad = ["FAILED", "CRASHED"];

    public static void Map(EndpointMap map, DashboardSource source, StoreWatch watch, DashboardOptions options)
    {
        var tables = new TableCache(watch, options.TimeProvider);
        var files = new Lazy<FileStore?>(() => source.Folder is null ? null : FileStore.Open(source.Folder, timeProvider: options.TimeProvider));
        var sync = new Lazy<SyncWatch?>(() => files.Value is null ? null : new SyncWatch(files.Value, options.TimeProvider));
        map.Read("/api/store", async context => await Answer.JsonAsync(context, await ReadAsync(context, source, tables, files, sync), DashboardJson.Default.StoreDto));
    }

    private static async Task<StoreDto> ReadAsync(HttpContext context, DashboardSource source, TableCache tables, Lazy<FileStore?> files, Lazy<SyncWatch?> sync)
    {
        var view = source.For(context);
        var (table, _) = await tables.ReadAsync(view, "", "", "experiment, status, last_activity", "", context.RequestAborted);
        var runs = table.Rows.Select(r => (Experiment: r[0] as string ?? "", Status: r[1] as string ?? "", Activity: r[2] is DateTimeOffset time ? time : default)).ToArray();
        var experiments = runs.GroupBy(r => r.Experiment, StringComparer.Ordinal)
            .Select(g => new StoreExperimentDto(g.Key, g.Count(), g.Count(r => r.Status == "RUNNING"), g.Count(r => Bad.Contains(r.Status)), RunMapping.Time(g.Max(r => r.Activity))))
            .OrderByDescending(e => e.LastActivity).ThenBy(e => e.Name, StringComparer.Ordinal).ToArray();
        var store = new StoreDto(
            AboutApi.Version,
            runs.Length,
            [.. runs.GroupBy(r => r.Status, StringComparer.Ordinal).Select(g => new CountDto(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Name, StringComparer.Ordinal)],
            [.. experiments.Take(Limits.Rows)],
            experiments.Length,
            view.Models.Count(),
            view.Repositories.Count());

        // Where it lies and where it sends things is for those whose store it is, and for those who look after it.
        var isOwn = view.Visitor.Audit is null;
        if (!view.Visitor.Rights.SeesAllExperiments || !(isOwn || view.Visitor.Rights.IsAdministrator) || files.Value is null)
        {
            return store;
        }

        return store with
        {
            Folder = isOwn ? source.Name : null,
            Deleted = files.Value.ListDeleted().Count,
            Targets = await sync.Value!.ReadAsync(context.RequestAborted),
        };
    }
}
