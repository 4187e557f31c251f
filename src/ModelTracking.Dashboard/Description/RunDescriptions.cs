using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about runs, one by one and as a list.</summary>
internal static class RunDescriptions
{
    private static readonly QueryValue Path = Needed("path", "The artifact's path, exactly as the run lists it.");
    private static readonly QueryValue After = new("after", "The cursor of an earlier answer, to go on from; empty for the beginning.");

    private static readonly QueryValue[] Table =
    [
        .. Common.Scope,
        new("columns", "Values to show, with commas between: metrics.loss, params.lr, metrics.f1 / params.cost AS value."),
        new("sort", $"What to order by, up to {Limits.SortKeys} values with commas between: best(metrics.loss), start_time DESC. Default: newest first."),
    ];

    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/about"] = new("What this dashboard is, and what who asks may do.", DashboardJson.Default.AboutDto),
        ["GET /api/runs"] = new("Rows of runs that meet a query.", DashboardJson.Default.RowsDto)
        {
            Details = "A row begins with run_id, run_name, experiment, status, start_time, duration, parent_id and whether it is starred; then the columns. A time is {\"t\": ms since 1970}, a duration {\"d\": ms}.",
            Query = [.. Table, Number("from", "How many rows to pass over.", 0, 0), Number("limit", "How many rows to answer.", 100, 0, Limits.Rows), new("constant", "1: tell also in which columns all runs of the query have the same.")],
        },
        ["GET /api/groups"] = new("Runs that have a value in common, as one row each.", DashboardJson.Default.GroupsDto)
        {
            Details = "A cell of numbers is {n, mean, std, min, max}; anything else is the value that all runs of the group have, or null.",
            Query = [Needed("by", "What to group by, for example params.model."), .. Table],
        },
        ["GET /api/fields"] = new("What queries, columns and orders may name.", DashboardJson.Default.FieldsDto),
        ["GET /api/experiments"] = new("The experiments, the one used last first.", DashboardJson.Default.ExperimentsDto),
        ["GET /api/check"] = new("Whether a query is right, and what it is made of; what is wrong with it is the answer, not an error.", DashboardJson.Default.ProblemDto) { Query = [new("q", "The query.")] },
        ["GET /api/runs/{id}"] = new("Everything about a run but its points.", DashboardJson.Default.RunDto),
        ["GET /api/runs/{id}/nested"] = new("The runs nested in a run.", DashboardJson.Default.NestedDto),
        ["GET /api/runs/{id}/artifact"] = new("The bytes of an artifact.")
        {
            Details = "Images and texts come with their media type, under a policy that runs nothing; anything else as a download. The ETag is the SHA-256 of the bytes.",
            MediaType = "application/octet-stream",
            Query = [Path, new("as", "download: as a download, whatever it is.")],
        },
        ["GET /api/runs/{id}/zip"] = new("The artifacts of a run, or of one of its folders, as a zip archive.")
        {
            Details = $"Written while it is sent. At most {Limits.ZipFiles} files and {Limits.ZipBytes >> 30} GiB, else 422 before it begins. Names that not every system takes are changed; artifacts whose bytes are gone are named in a text at the end.",
            MediaType = "application/zip",
            Query = [new("folder", "Only what stands below this folder, exactly as it is written in the artifacts' paths.")],
            Errors = new Dictionary<int, string> { [422] = "There is more than an archive takes." },
        },
        ["GET /api/runs/{id}/text"] = new("An artifact as text.") { MediaType = "text/plain", Details = "At most the first MiB; X-Cut-From then tells how long the whole is.", Query = [Path] },
        ["GET /api/runs/{id}/table"] = new("Rows of an artifact that is a table: CSV, TSV, Parquet, or a table that was logged.", DashboardJson.Default.TableDto)
        {
            Query = [Path, Number("from", "How many rows to pass over.", 0, 0), Number("limit", "How many rows to answer.", 100, 1, Limits.Rows)],
            Errors = Common.Damaged,
        },
        ["GET /api/runs/{id}/graph"] = new("A logged model as a graph: ONNX, or a pipeline of ML.NET.", DashboardJson.Default.GraphDto) { Query = [Path], Errors = Common.Damaged },
        ["GET /api/runs/{id}/log"] = new("What a run printed and logged as text.", DashboardJson.Default.LinesDto) { Query = [After] },
        ["GET /api/runs/{id}/records"] = new("The records of a run's journal.", DashboardJson.Default.LinesDto) { Query = [After] },
        ["GET /api/runs/{id}/live"] = new("What a run logs, as it logs it.")
        {
            MediaType = "text/event-stream",
            Details = "Events: points (LivePoints), log (Lines), run and end (StoreEvent). The id of an event is a cursor; who comes back with it, in Last-Event-ID or after, misses nothing and gets nothing twice.",
            Query = [After],
            Errors = Common.TooMany,
        },
        ["GET /api/live"] = new("Which runs have changed, as they change.")
        {
            MediaType = "text/event-stream",
            Details = "Events: store (StoreEvent). The id of an event is a cursor, as for a single run.",
            Query = [After],
            Errors = Common.TooMany,
        },
        ["POST /api/runs/{id}/edit"] = new("Changes name, note, star, archive and tags of a run; the change stands in its journal.", DashboardJson.Default.RunDto) { Body = DashboardJson.Default.RunEditDto },
        ["POST /api/comment"] = new("Comments on a run, or on the comparison of several.", DashboardJson.Default.CommentDtoArray) { Body = DashboardJson.Default.CommentWantedDto },
        ["POST /api/runs/{id}/uncomment"] = new("Takes a comment back.", DashboardJson.Default.CommentDtoArray) { Body = DashboardJson.Default.CommentRemovedDto },
        ["GET /api/share"] = new("Runs as one HTML file that needs no server.") { MediaType = "text/html", Query = [Many("run", "A run to save.", Limits.SharedRuns, isRequired: true)] },
    };
}
