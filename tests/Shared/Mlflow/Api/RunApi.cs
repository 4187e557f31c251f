using System.Globalization;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.Search;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Runs: created, changed, found, deleted.</summary>
internal sealed class RunApi(ServerState state)
{
    private const string RunName = "mlflow.runName";
    private static readonly string[] Statuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];
    private static readonly Shape ById = new(Shape.Text("run_id"), Shape.Text("run_uuid"));

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "runs/create", Create);
        routes.Api("GET", "runs/get", e => Answer.Json(new JsonObject { ["run"] = Write.Run(state.Run(Id(e.Read(ById))), state.Options) }));
        routes.Api("POST", "runs/update", Update);
        routes.Api("POST", "runs/delete", e => SetDeleted(e, true));
        routes.Api("POST", "runs/restore", e => SetDeleted(e, false));
        routes.Api("POST", "runs/search", Search);
    }

    /// <summary>The id of a request, by either of its names.</summary>
    public static string Id(Message request)
    {
        var id = request.Text("run_id") is { Length: > 0 } run ? run : request.Text("run_uuid");
        return id.Length > 0 ? id : throw ApiException.MissingParameter("run_id");
    }

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("experiment_id"), Shape.Text("user_id"), Shape.Text("run_name"), Shape.Integer("start_time"), Shape.Pairs("tags")));
        var id = request.Text("experiment_id") is { Length: > 0 } given ? given : "0";
        var experiment = state.Experiment(id);
        if (experiment.Deleted)
        {
            throw state.Store == StoreKind.Sql
                ? ApiException.Invalid($"The experiment {id} must be in the 'active' state. Current state is deleted.")
                : new ApiException(ErrorCode.InvalidState, $"Could not create run under non-active experiment with ID {id}.");
        }

        var name = request.Text("run_name");
        var tagged = request.Pairs("tags").LastOrDefault(t => t.Key == RunName).Value;
        if (name.Length > 0 && tagged is { Length: > 0 } && name != tagged)
        {
            throw ApiException.Invalid($"Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='{name}', mlflow.runName='{tagged}').");
        }

        name = name.Length > 0 ? name : tagged is { Length: > 0 } ? tagged : state.NewName();
        var runId = state.NewId();
        var run = new StubRun(state.Store)
        {
            Id = runId,
            ExperimentId = id,
            Name = name,
            UserId = request.Text("user_id"),
            StartTime = request.Integer("start_time"),
            ArtifactUri = $"{experiment.ArtifactLocation.TrimEnd('/')}/{runId}/artifacts",
        };
        foreach (var (key, value) in request.Pairs("tags"))
        {
            Rules.Key(key, "key", "key");
            run.Tags[key] = Rules.Fit(value, 8000, "value", state.Options);
        }

        run.Tags.TryAdd(RunName, name);
        state.Runs.Add(runId, run);
        return Answer.Json(new JsonObject { ["run"] = Write.Run(run, state.Options, created: true) });
    }

    private Answer Update(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("run_id"), Shape.Text("run_uuid"), Shape.Choice("status", Statuses), Shape.Integer("end_time"), Shape.Text("run_name")));
        var run = state.ActiveRun(Id(request));
        run.Status = request.TextOrNull("status") ?? run.Status;
        run.EndTime = request.Has("end_time") ? request.Integer("end_time") : run.EndTime;
        if (request.Text("run_name") is { Length: > 0 } name)
        {
            run.Name = name;
            run.Tags[RunName] = name;
        }

        return Answer.Json(new JsonObject { ["run_info"] = Write.RunInfo(run) });
    }

    private Answer SetDeleted(Exchange exchange, bool deleted)
    {
        state.Run(Id(exchange.Read(ById))).Deleted = deleted;
        return Answer.Empty;
    }

    private Answer Search(Exchange exchange)
    {
        var request = exchange.Read(new Shape(
            Shape.Texts("experiment_ids"),
            Shape.Text("filter"),
            Shape.Choice("run_view_type", "ACTIVE_ONLY", "DELETED_ONLY", "ALL"),
            Shape.Integer("max_results", largest: 50000),
            Shape.Texts("order_by"),
            Shape.Text("page_token")));
        var size = request.Integer("max_results", 1000);
        var isFile = state.Store == StoreKind.File;
        if (size < 1 && !isFile)
        {
            throw ApiException.Invalid(string.Create(CultureInfo.InvariantCulture, $"Invalid value {size} for parameter 'max_results' supplied. It must be a positive integer"));
        }

        var filter = FilterParser.Parse(request.Text("filter"), FilterRules.Runs);
        var orders = request.Texts("order_by").Select(o => Ordering.Parse(o, FilterRules.Runs, isFile)).ToList();
        if (orders.Count == 0 || !orders.Exists(o => o.Key is "start_time" or "created" or "Created"))
        {
            orders.Add(new Ordering("attribute", "start_time", true));
        }

        orders.Add(new Ordering("attribute", "run_id", false));
        var experiments = request.Texts("experiment_ids");
        var view = request.TextOrNull("run_view_type") ?? "ACTIVE_ONLY";
        var found = state.Runs.Values
            .Where(r => experiments.Contains(r.ExperimentId) && (view == "ALL" || r.Deleted == (view == "DELETED_ONLY")))
            .Where(r => filter.TrueForAll(c => RunSearch.Matches(r, c)));
        return Answer.Json(Page.Of(Ordering.Sort(found, orders, RunSearch.Sorted), size, request.Text("page_token"), "runs", r => Write.Run(r, state.Options), tokenWhenFull: !isFile));
    }
}
