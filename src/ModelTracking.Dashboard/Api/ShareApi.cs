using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Sharing;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Saves runs as one file of HTML.</summary>
internal static class ShareApi
{
    public static void Map(EndpointMap map, DashboardSource source, DashboardOptions options) => map.Read("/api/share", async context =>
    {
        var runs = new List<RunSummary>();
        foreach (var id in Ask.Texts(context, "run", Limits.SharedRuns).Distinct(StringComparer.Ordinal))
        {
            runs.Add(await RunApi.FindAsync(source.For(context).Runs, Ask.Run(id), context.RequestAborted));
        }

        if (runs.Count == 0)
        {
            throw ApiException.Bad("'run' names the run to save, as often as there are runs.");
        }

        var html = await SavedPage.MakeAsync(source.For(context).Runs, runs, options.TimeProvider, context.RequestAborted);
        await Answer.PageToKeepAsync(context, html, runs.Count == 1 ? runs[0].Name : "comparison");
    });
}
