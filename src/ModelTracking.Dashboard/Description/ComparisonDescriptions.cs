using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about several runs: comparisons, series, curves, and the views that show them.</summary>
internal static class ComparisonDescriptions
{
    private const string Frames = "MTS1, a 32-bit length, that many bytes of JSON (a list of SeriesHead, or Curves), and then the columns, as float64; all little-endian. NaN stands for no step.";
    private static readonly QueryValue Run = Many("run", "A run, as often as there are runs.", Limits.ComparedRuns, isRequired: true);

    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/compare"] = new("Several runs at once; those that are gone are left out.", DashboardJson.Default.RunDtoArray) { Query = [Run] },
        ["GET /api/comparison"] = new("What differs between runs.", DashboardJson.Default.ComparisonDto) { Query = [Run, new("base", "The run that the others are measured against. Default: the first.")] },
        ["GET /api/comparison/versions"] = new("What differs between the newest commits that two runs have made in the same repository.", DashboardJson.Default.RunVersionsDto)
        {
            Query = [Needed("before", "The one run."), Needed("after", "The other run.")],
        },
        ["GET /api/importance"] = new("What the params of runs have to do with a value.", DashboardJson.Default.ImportanceDto)
        {
            Query = [Needed("target", "The value to be explained, for example best(metrics.loss)."), .. Common.Scope],
        },
        ["GET /api/significance"] = new("Whether groups of runs differ in a value by more than chance: means with intervals, effect sizes, Welch's t-test and the rank test, both corrected by Holm's method, and what that means in words.", DashboardJson.Default.SignificanceDto)
        {
            Query =
            [
                Needed("by", "What to group by, for example params.model."),
                Needed("value", "The value that is compared, for example best(metrics.loss)."),
                new("base", "Name of the group that the others are compared with. Default: the one with the most runs."),
                .. Common.Scope,
            ],
        },
        ["GET /api/series"] = new("Points of metrics as buckets: first step, last step, last time, min, max, last value, count.")
        {
            MediaType = "application/octet-stream",
            Details = Frames,
            Query =
            [
                Run,
                Many("key", "A metric's name.", Limits.Series, isRequired: true),
                Many("context", "Its context, one for each key, empty for none.", Limits.Series, isRequired: true),
                Number("buckets", "How many buckets at most for each.", 1000, 1, Limits.Buckets),
                new("from", "The first step that is wanted.") { Type = "integer" },
                new("to", "The last step that is wanted.") { Type = "integer" },
            ],
        },
        ["GET /api/sparklines"] = new("Metrics of many runs as small curves, for the cells of a table.", DashboardJson.Default.SparklinesDto)
        {
            Details = "Each curve has its first, last, least and greatest value, and of each of its parts the least, greatest and last, rounded to five digits; null for NaN. A run without the metric has no curve.",
            Query =
            [
                Run,
                new("metric", "A metric as queries name it, such as metrics.loss[validation]; as often as there are.") { Most = Limits.Sparklines, IsRequired = true },
                Number("buckets", "How many parts at most for each.", 32, 2, Limits.SparklineBuckets),
            ],
        },
        ["GET /api/curves"] = new("A metric of groups of runs at every step: count, mean, median, deviation, ends of the confidence interval, min, max.")
        {
            MediaType = "application/octet-stream",
            Details = Frames,
            Query =
            [
                Needed("by", "What to group by, for example params.model, or params.model, params.lr."),
                Needed("key", "The metric's name."),
                new("context", "Its context."),
                Number("points", "How many places at most for each group.", 300, 2, Limits.Buckets),
                new("axis", "relative: along the time since a run's start. Default: along the steps."),
                .. Common.Scope,
            ],
        },
        ["GET /api/metrics"] = new("Which series the newest runs of a query have.", DashboardJson.Default.MetricNamesDto) { Query = Common.Scope },
        ["GET /api/views"] = new("The saved views that who asks may see.", DashboardJson.Default.ViewDtoArray),
        ["POST /api/views"] = new("Saves a page of the dashboard under a name.", DashboardJson.Default.ViewDto) { Body = DashboardJson.Default.ViewWantedDto },
        ["POST /api/views/{id}/edit"] = new("Overwrites, renames or shares a view; with a version, only where nobody has changed it since.", DashboardJson.Default.ViewDto) { Body = DashboardJson.Default.ViewWantedDto },
        ["POST /api/views/{id}/delete"] = new("Deletes a view; answers those that are left.", DashboardJson.Default.ViewDtoArray),
    };
}
