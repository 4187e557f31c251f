using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Metric histories.</summary>
internal sealed class HistoryApi(ServerState state)
{
    public void AddTo(Routes routes)
    {
        routes.Api("GET", "metrics/get-history", History);
        routes.Api("GET", "metrics/get-history-bulk-interval", Interval);
        routes.Add("GET", "/ajax-api/2.0/mlflow/metrics/get-history-bulk", Bulk);
    }

    private bool ShowsRun => state.Options is { Version: ServerVersion.V3_8, Store: StoreKind.File };

    private Answer History(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id"), Shape.Text("run_uuid"), Shape.Text("metric_key", required: true), Shape.Text("page_token"), Shape.Integer("max_results")));
        var id = RunApi.Id(request);
        if (state.Store == StoreKind.File)
        {
            _ = state.Run(id);
        }

        var key = request.Text("metric_key");
        MetricPoint[] points = state.Runs.TryGetValue(id, out var run) && run.Metrics.TryGetValue(key, out var history) ? [.. history.Answered()] : [];
        JsonNode Point(MetricPoint p) => Write.Point(key, p, ShowsRun ? id : null);
        if (state.Options.Version == ServerVersion.V2_17)
        {
            return request.Text("page_token").Length == 0
                ? Answer.Json(new JsonObject().WithList("metrics", points.Select(Point)))
                : throw new ApiException(ErrorCode.InternalError, "This store does not support pagination for the `get_metric_history` API.");
        }

        // Without max_results this version answers no points and a token.
        return Answer.Json(Page.Of(points, request.Integer("max_results"), request.Text("page_token"), "metrics", Point));
    }

    /// <summary>Samples by step: the first and the last of the range are always there.</summary>
    private Answer Interval(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Texts("run_ids"), Shape.Text("metric_key", required: true), Shape.Integer("start_step"), Shape.Integer("end_step"), Shape.Integer("max_results")));
        var key = request.Text("metric_key");
        var most = (int)request.Integer("max_results", 2500);
        var series = request.Texts("run_ids").Select(id => (Id: id, Points: Find(id, key).Where(p => p.Step >= request.Integer("start_step", long.MinValue) && p.Step <= request.Integer("end_step", long.MaxValue)).ToArray())).ToArray();
        var steps = series.SelectMany(s => s.Points).Select(p => p.Step).Distinct().Order().ToArray();
        var kept = new HashSet<long>(steps);
        if (steps.Length > most)
        {
            var each = (double)steps.Length / most;
            kept = [.. Enumerable.Range(0, most).Select(i => steps[(int)(i * each)]), steps[^1]];
        }

        return Answer.Json(new JsonObject().WithList("metrics", series.SelectMany(s => s.Points.Where(p => kept.Contains(p.Step)).Select(p => Write.Point(key, p, s.Id)))));
    }

    private Answer Bulk(Exchange exchange)
    {
        var key = exchange.QueryValue("metric_key") ?? throw ApiException.MissingParameter("metric_key");
        var ids = exchange.Query.Where(q => q.Key == "run_id").Select(q => q.Value);
        return Answer.Json(new JsonObject { ["metrics"] = new JsonArray([.. ids.SelectMany(id => Find(id, key).Select(p => Write.Point(key, p, id))).Take(25000)]) });
    }

    private IEnumerable<MetricPoint> Find(string run, string key) =>
        state.Runs.TryGetValue(run, out var found) && found.Metrics.TryGetValue(key, out var history) ? history.Answered() : [];
}
