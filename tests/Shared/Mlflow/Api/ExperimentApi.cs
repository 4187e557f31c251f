using System.Globalization;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.Search;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Experiments.</summary>
internal sealed class ExperimentApi(ServerState state)
{
    private static readonly Shape ById = new(Shape.Text("experiment_id", required: true));
    private static readonly Shape Tagged = new(Shape.Text("experiment_id", required: true), Shape.Text("key", required: true), Shape.Text("value"));

    private bool IsFile => state.Store == StoreKind.File;

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "experiments/create", Create);
        routes.Api("GET", "experiments/get", e => Answer.Json(new JsonObject { ["experiment"] = Write.Experiment(state.Experiment(e.Read(ById).Text("experiment_id"))) }));
        routes.Api("GET", "experiments/get-by-name", GetByName);
        routes.Api("GET|POST", "experiments/search", Search);
        routes.Api("POST", "experiments/update", Update);
        routes.Api("POST", "experiments/delete", Delete);
        routes.Api("POST", "experiments/restore", Restore);
        routes.Api("POST", "experiments/set-experiment-tag", SetTag);
        if (state.Options.Version == ServerVersion.V3_8)
        {
            routes.Api("POST", "experiments/delete-experiment-tag", DeleteTag);
        }

        routes.Api("POST", "experiments/search-datasets", SearchDatasets);
    }

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("artifact_location"), Shape.Pairs("tags")));
        var name = request.Text("name");
        Rules.Length(name, 500, "name");
        RefuseTaken(name);
        foreach (var (key, value) in request.Pairs("tags"))
        {
            CheckTag(key, value);
        }

        var id = state.NewExperimentId();
        var location = request.Text("artifact_location");
        var experiment = new StubExperiment
        {
            Id = id,
            Name = name,
            ArtifactLocation = location.Length > 0 ? location : $"mlflow-artifacts:/{id}",
            Created = state.Now,
            Updated = state.Now,
        };
        foreach (var (key, value) in request.Pairs("tags"))
        {
            experiment.Tags[key] = value;
        }

        state.Experiments.Add(id, experiment);
        exchange.User?.Experiments.TryAdd(id, "MANAGE");
        return Answer.Json(new JsonObject { ["experiment_id"] = id });
    }

    private void RefuseTaken(string name, string? except = null)
    {
        if (state.Experiments.Values.FirstOrDefault(e => e.Name == name && e.Id != except) is not { } taken)
        {
            return;
        }

        throw new ApiException(ErrorCode.ResourceAlreadyExists, (IsFile, taken.Deleted) switch
        {
            (false, _) => $"Experiment(name={name}) already exists. Error: (raised as a result of Query-invoked autoflush; ...)\n(sqlite3.IntegrityError) UNIQUE constraint failed: experiments.name",
            (true, false) => $"Experiment '{name}' already exists.",
            (true, true) => $"Experiment '{name}' already exists in deleted state. You can restore the experiment, or permanently delete the experiment from the .trash folder (under tracking server's root folder) in order to use this experiment name again.",
        });
    }

    private Answer GetByName(Exchange exchange)
    {
        var name = exchange.Read(new Shape(Shape.Text("experiment_name", required: true))).Text("experiment_name");
        var experiment = state.Experiments.Values.FirstOrDefault(e => e.Name == name) ?? throw ApiException.Missing($"Could not find experiment with name '{name}'");
        return Answer.Json(new JsonObject { ["experiment"] = Write.Experiment(experiment) });
    }

    private Answer Search(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Integer("max_results"), Shape.Text("page_token"), Shape.Text("filter"), Shape.Texts("order_by"), Shape.Choice("view_type", "ACTIVE_ONLY", "DELETED_ONLY", "ALL")));
        var size = request.Integer("max_results");
        if (size is < 1 or > 50000)
        {
            throw ApiException.Invalid(string.Create(CultureInfo.InvariantCulture, $"Invalid value {size} for parameter 'max_results' supplied. It must be {(size < 1 ? "a positive integer" : "at most 50000")}"));
        }

        var filter = FilterParser.Parse(request.Text("filter"), FilterRules.Experiments);
        var view = request.TextOrNull("view_type") ?? "ACTIVE_ONLY";
        var orders = request.Texts("order_by").Select(o => Ordering.Parse(o, FilterRules.Experiments, IsFile)).ToList();
        orders.AddRange(orders.Count == 0 ? [new Ordering("attribute", "creation_time", true), new Ordering("attribute", "id", true)] : [new Ordering("attribute", "id", false)]);
        var found = state.Experiments.Values
            .Where(e => view == "ALL" || e.Deleted == (view == "DELETED_ONLY"))
            .Where(e => filter.All(c => c.Entity == "tag" ? c.Holds(e.Tags.GetValueOrDefault(c.Key)) : Attribute(e, c.Key) is long n ? c.Holds((double)n) : c.Holds(Attribute(e, c.Key) as string)));
        return Answer.Json(Page.Of(Ordering.Sort(found, orders, (e, o) => Attribute(e, o.Key)), size, request.Text("page_token"), "experiments", Write.Experiment));
    }

    private object? Attribute(StubExperiment experiment, string key) => key switch
    {
        "name" => experiment.Name,
        "creation_time" => experiment.Created,
        "last_update_time" => experiment.Updated,
        // Within one millisecond the later one counts as later.
        "id" => (long)state.Experiments.IndexOf(experiment.Id),
        _ => experiment.Id,
    };

    private Answer Update(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("experiment_id", required: true), Shape.Text("new_name", required: true)));
        var experiment = state.Experiment(request.Text("experiment_id"));
        if (experiment.Deleted)
        {
            throw IsFile ? new CrashException("a deleted experiment cannot be renamed") : new ApiException(ErrorCode.InvalidState, "Cannot rename a non-active experiment.");
        }

        var name = request.Text("new_name");
        if (!IsFile && state.Experiments.Values.Any(e => e.Name == name && e != experiment))
        {
            throw new ApiException(ErrorCode.BadRequest, "(sqlite3.IntegrityError) UNIQUE constraint failed: experiments.name");
        }

        RefuseTaken(name, experiment.Id);
        experiment.Name = name;
        experiment.Updated = state.Now;
        return Answer.Empty;
    }

    private Answer Delete(Exchange exchange)
    {
        var experiment = state.Experiment(exchange.Read(ById).Text("experiment_id"));
        SetDeleted(experiment.Deleted ? throw state.NoExperiment(experiment.Id) : experiment, true);
        return Answer.Empty;
    }

    private Answer Restore(Exchange exchange)
    {
        var id = exchange.Read(ById).Text("experiment_id");
        if (!state.Experiments.TryGetValue(id, out var experiment) || !experiment.Deleted)
        {
            throw IsFile ? ApiException.Missing($"Could not find deleted experiment with ID {id}") : state.NoExperiment(id);
        }

        SetDeleted(experiment, false);
        return Answer.Empty;
    }

    private void SetDeleted(StubExperiment experiment, bool deleted)
    {
        experiment.Deleted = deleted;
        experiment.Updated = state.Now;
        foreach (var run in state.Runs.Values.Where(r => r.ExperimentId == experiment.Id))
        {
            run.Deleted = deleted;
        }
    }

    private Answer SetTag(Exchange exchange)
    {
        var request = exchange.Read(Tagged);
        CheckTag(request.Text("key"), request.Text("value"));
        state.Experiment(request.Text("experiment_id")).Tags[request.Text("key")] = request.Text("value");
        return Answer.Empty;
    }

    private void CheckTag(string key, string value)
    {
        Rules.Key(key, "key", "key");
        if (!IsFile)
        {
            // The file store does not enforce it.
            Rules.Length(value, 5000, "value");
        }
    }

    private Answer DeleteTag(Exchange exchange)
    {
        var request = exchange.Read(Tagged);
        var experiment = state.Experiment(request.Text("experiment_id"));
        return experiment.Tags.Remove(request.Text("key"))
            ? Answer.Empty
            : throw ApiException.Missing($"No tag with name: {request.Text("key")} in experiment with id {experiment.Id}");
    }

    private Answer SearchDatasets(Exchange exchange)
    {
        var ids = exchange.Read(new Shape(Shape.Texts("experiment_ids"))).Texts("experiment_ids");
        var summaries = state.Runs.Values
            .Where(r => ids.Contains(r.ExperimentId) && !r.Deleted)
            .SelectMany(r => r.Datasets.Select(d => (r.ExperimentId, d.Name, d.Digest, Context: d.Tags.GetValueOrDefault("mlflow.data.context"))))
            .Distinct()
            .Select(d => new JsonObject { ["experiment_id"] = d.ExperimentId, ["name"] = d.Name, ["digest"] = d.Digest }.WithText("context", d.Context));
        return Answer.Json(new JsonObject().WithList("dataset_summaries", summaries));
    }
}
