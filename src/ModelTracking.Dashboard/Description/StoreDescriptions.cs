using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about the store as a whole.</summary>
internal static class StoreDescriptions
{
    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/store"] = new("How the store is: its experiments, how its runs ended, what waits to be sent.", DashboardJson.Default.StoreDto)
        {
            Details = "Deleted runs and what waits to be sent are told to administrators, and to everybody where the dashboard is served to nobody else; the folder only there.",
        },
        ["GET /api/alerts"] = new("Warnings and errors of runs, such as findings of watchdogs, newest first.", DashboardJson.Default.AlertsDto)
        {
            Details = $"Looks at the {Limits.AlertRuns} runs that were active last; notLookedAt counts the others.",
            Query =
            [
                new("kind", "Only events of this name, for example watchdog.nan."),
                new("experiment", "Only runs of this experiment."),
                new("severity", "error: only errors."),
                new("running", "1: only runs that still run."),
                Number("from", "How many to pass over.", 0, 0),
                Number("limit", "How many at most.", 100, 1, Limits.Rows),
            ],
        },
    };
}
