using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.Search;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Logged models of 3.x.</summary>
internal sealed class LoggedModelApi(ServerState state)
{
    private static readonly Shape OrderShape = new(Shape.Text("field_name"), Shape.Flag("ascending"), Shape.Text("dataset_name"), Shape.Text("dataset_digest"));

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "logged-models", Create);
        routes.Api("POST", "logged-models/search", Search);
        routes.Api("GET", "logged-models/*", e => Shown(Find(e.Rest[0])));
        routes.Api("PATCH", "logged-models/*", Finish);
        routes.Api("DELETE", "logged-models/*", e => { state.LoggedModels.Remove(Find(e.Rest[0]).Id); return Answer.Empty; });
        routes.Api("PATCH", "logged-models/*/tags", e => Set(e, "tags", m => m.Tags));
        routes.Api("POST", "logged-models/*/params", e => Set(e, "params", m => m.Params));
        routes.Api("DELETE", "logged-models/*/tags/*", e => Find(e.Rest[0]).Tags.Remove(e.Rest[1]) ? Answer.Empty : throw ApiException.Missing($"No tag with key {e.Rest[1]} found for model with ID {e.Rest[0]}."));
    }

    private LoggedModel Find(string id) => state.LoggedModels.TryGetValue(id, out var model)
        ? model
        : throw ApiException.Missing(state.Store == StoreKind.Sql ? $"Logged model with ID '{id}' not found." : $"Model '{id}' not found");

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(new Shape(
            Shape.Text("experiment_id", required: true), Shape.Text("name"), Shape.Text("model_type"), Shape.Text("source_run_id"), Shape.Pairs("params"), Shape.Pairs("tags")));
        var experiment = state.Experiment(request.Text("experiment_id"));
        var id = $"m-{state.NewId()}";
        var model = new LoggedModel
        {
            Id = id,
            ExperimentId = experiment.Id,
            Name = request.Text("name") is { Length: > 0 } name ? name : state.NewName(),
            ArtifactUri = $"{experiment.ArtifactLocation.TrimEnd('/')}/models/{id}/artifacts",
            Created = state.Now,
            Updated = state.Now,
            ModelType = request.TextOrNull("model_type"),
            SourceRunId = request.TextOrNull("source_run_id"),
        };
        Fill(model.Params, request.Pairs("params"));
        Fill(model.Tags, request.Pairs("tags"));
        state.LoggedModels.Add(id, model);
        return Shown(model);
    }

    private Answer Finish(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("model_id"), Shape.Choice("status", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED")));
        var model = Find(exchange.Rest[0]);
        model.Status = request.TextOrNull("status") ?? model.Status;
        model.Updated = state.Now;
        return Shown(model);
    }

    private Answer Set(Exchange exchange, string list, Func<LoggedModel, OrderedDictionary<string, string>> pairs)
    {
        var request = exchange.Read(new Shape(Shape.Text("model_id"), Shape.Pairs(list)));
        Fill(pairs(Find(exchange.Rest[0])), request.Pairs(list));
        return Answer.Empty;
    }

    private static void Fill(OrderedDictionary<string, string> target, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs)
        {
            target[key] = value;
        }
    }

    private Answer Search(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Texts("experiment_ids"), Shape.Text("filter"), Shape.Integer("max_results"), Shape.Groups("order_by", OrderShape), Shape.Text("page_token")));
        var filter = FilterParser.Parse(request.Text("filter"), FilterRules.LoggedModels);
        if (filter.Count > 1 && state.Store == StoreKind.Sql)
        {
            // As recorded: with the libraries of the recording the database store takes one clause only.
            throw ApiException.Invalid($"Invalid filter string: \"{request.Text("filter")}\". Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').");
        }

        var orders = request.Groups("order_by")
            .Select(o => (Id: FilterRules.LoggedModels.Identify(o.Text("field_name"), sorting: true), Down: o.Has("ascending") && !o.Flag("ascending")))
            .Select(o => new Ordering(o.Id.Entity, o.Id.Key, o.Down))
            .Append(new Ordering("attribute", "creation_timestamp", true)).ToList();
        var ids = request.Texts("experiment_ids");
        var found = state.LoggedModels.Values.Where(m => ids.Contains(m.ExperimentId)).Where(m => filter.TrueForAll(c => Value(m, c.Entity, c.Key) switch
        {
            long number => c.Holds((double)number),
            double number => c.Holds(number),
            var text => c.Holds(text as string),
        }));
        return Answer.Json(Page.Of(Ordering.Sort(found, orders, (m, o) => Value(m, o.Entity, o.Key)), request.Integer("max_results", 50), request.Text("page_token"), "models", Json));
    }

    private static object? Value(LoggedModel model, string entity, string key) => (entity, key) switch
    {
        ("metric", _) => model.Metrics.Where(m => m.Key == key).Select(m => (object?)m.Point.Value).LastOrDefault(),
        ("parameter", _) => model.Params.GetValueOrDefault(key),
        ("tag", _) => model.Tags.GetValueOrDefault(key),
        (_, "name") => model.Name,
        (_, "model_id") => model.Id,
        (_, "model_type") => model.ModelType,
        (_, "status") => model.Status["LOGGED_MODEL_".Length..],
        (_, "source_run_id") => model.SourceRunId,
        (_, "creation_timestamp" or "creation_time") => model.Created,
        _ => model.Updated,
    };

    private static Answer Shown(LoggedModel model) => Answer.Json(new JsonObject { ["model"] = Json(model) });

    private static JsonObject Json(LoggedModel model)
    {
        var info = new JsonObject
        {
            ["model_id"] = model.Id,
            ["experiment_id"] = model.ExperimentId,
            ["name"] = model.Name,
            ["creation_timestamp_ms"] = model.Created,
            ["last_updated_timestamp_ms"] = model.Updated,
            ["artifact_uri"] = model.ArtifactUri,
            ["status"] = model.Status,
        }.WithText("model_type", model.ModelType).WithText("source_run_id", model.SourceRunId).WithList("tags", Write.Pairs(model.Tags));
        var data = new JsonObject().WithList("params", Write.Pairs(model.Params)).WithList("metrics", model.Metrics.Select(m => Metric(m, model.Id)));
        return new JsonObject { ["info"] = info, ["data"] = data };
    }

    private static JsonObject Metric((string Key, MetricPoint Point, string RunId) metric, string model)
    {
        var body = Write.Point(metric.Key, metric.Point);
        body.WithText("dataset_name", metric.Point.Dataset?.Name).WithText("dataset_digest", metric.Point.Dataset?.Digest);
        body["model_id"] = model;
        body["run_id"] = metric.RunId;
        return body;
    }
}
