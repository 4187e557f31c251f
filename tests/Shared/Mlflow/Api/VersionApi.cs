using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.Search;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Versions of registered models.</summary>
internal sealed class VersionApi(ServerState state, RegistryApi registry)
{
    private static readonly string[] Stages = ["None", "Staging", "Production", "Archived"];
    private static readonly Shape ByNumber = new(Shape.Text("name", required: true), Shape.Text("version", required: true), Shape.Text("description"), Shape.Text("key"), Shape.Text("value"));

    private bool IsFile => state.Store == StoreKind.File;

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "model-versions/create", Create);
        routes.Api("GET", "model-versions/get", e => With(e, (m, v, _) => Shown(m, v)));
        routes.Api("GET", "model-versions/get-download-uri", e => With(e, (_, v, _) => Answer.Json(new JsonObject { ["artifact_uri"] = v.Source })));
        routes.Api("PATCH", "model-versions/update", e => With(e, (m, v, r) =>
        {
            v.Description = r.Text("description");
            v.Updated = state.Now;
            return Shown(m, v);
        }));
        routes.Api("DELETE", "model-versions/delete", e => With(e, Delete));
        routes.Api("GET", "model-versions/search", Search);
        routes.Api("POST", "model-versions/set-tag", e => With(e, (_, v, r) =>
        {
            v.Tags[r.Text("key")] = Rules.Fit(r.Text("value"), 100000, "value", state.Options);
            return Answer.Empty;
        }));
        routes.Api("DELETE", "model-versions/delete-tag", e => With(e, (_, v, r) =>
        {
            v.Tags.Remove(r.Text("key"));
            return Answer.Empty;
        }));
        routes.Api("POST", "model-versions/transition-stage", Transition);
    }

    private Answer With(Exchange exchange, Func<RegisteredModel, ModelVersion, Message, Answer> act)
    {
        var request = exchange.Read(ByNumber);
        var model = registry.Find(request.Text("name"));
        return act(model, RegistryApi.Version(model, request.Text("version")), request);
    }

    private Answer Shown(RegisteredModel model, ModelVersion version) => Answer.Json(new JsonObject { ["model_version"] = RegistryJson.Version(model, version, state.Store) });

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(new Shape(
            Shape.Text("name", required: true), Shape.Text("source", required: true), Shape.Text("run_id"), Shape.Text("run_link"), Shape.Text("description"), Shape.Text("model_id"), Shape.Pairs("tags")));
        var source = request.Text("source");
        if (source.StartsWith('/') || source.StartsWith("file:", StringComparison.Ordinal))
        {
            throw ApiException.Invalid($"Invalid model version source: '{new Uri(source).AbsolutePath}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.");
        }

        var name = request.Text("name");
        if (IsFile && !state.Registry.ContainsKey(name))
        {
            throw new ApiException(ErrorCode.InternalError, $"Model Version creation error (name={name}). Error: Registered Model with name={name} not found. Giving up after 3 attempts.");
        }

        var model = registry.Find(name);
        var version = new ModelVersion
        {
            Number = ++model.LastNumber,
            Created = state.Now,
            Updated = state.Now,
            Source = source,
            RunId = request.Text("run_id"),
            RunLink = request.Text("run_link"),
            Description = request.Text("description"),
            ModelId = state.Options.Version == ServerVersion.V3_8 ? request.TextOrNull("model_id") : null,
        };
        foreach (var (key, value) in request.Pairs("tags"))
        {
            version.Tags[key] = value;
        }

        model.Versions.Add(version);
        model.Updated = state.Now;
        return Shown(model, version);
    }

    private Answer Delete(RegisteredModel model, ModelVersion version, Message request)
    {
        model.Versions.Remove(version);
        foreach (var alias in model.Aliases.Where(a => a.Value == version.Number).Select(a => a.Key).ToArray())
        {
            model.Aliases.Remove(alias);
        }

        return Answer.Empty;
    }

    private Answer Search(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("filter"), Shape.Integer("max_results", largest: 200000), Shape.Texts("order_by"), Shape.Text("page_token")));
        var filter = FilterParser.Parse(request.Text("filter"), FilterRules.ModelVersions);
        var orders = request.Texts("order_by").Select(o => Ordering.Parse(o, FilterRules.ModelVersions, IsFile)).ToList();
        orders.AddRange([new Ordering("attribute", "last_updated_timestamp", true), new Ordering("attribute", "name", false), new Ordering("attribute", "version_number", true)]);
        var found = state.Registry.Values
            .SelectMany(m => m.Versions.Select(v => (Model: m, Version: v)))
            .Where(f => filter.TrueForAll(c => c.Entity == "tag"
                ? c.Holds(f.Version.Tags.GetValueOrDefault(c.Key))
                : Attribute(f.Model, f.Version, c.Key) is long number ? c.Holds((double)number) : c.Holds(Attribute(f.Model, f.Version, c.Key) as string)));
        var sorted = Ordering.Sort(found, orders, (f, o) => Attribute(f.Model, f.Version, o.Key));
        return Answer.Json(Page.Of(sorted, request.Integer("max_results", 10000), request.Text("page_token"), "model_versions", f => RegistryJson.Version(f.Model, f.Version, state.Store, aliases: IsFile)));
    }

    private static object? Attribute(RegisteredModel model, ModelVersion version, string key) => key switch
    {
        "name" => model.Name,
        "run_id" => version.RunId,
        "source_path" => version.Source,
        "version_number" => (long)version.Number,
        "creation_timestamp" => version.Created,
        "last_updated_timestamp" => version.Updated,
        _ => null,
    };

    private Answer Transition(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("version", required: true), Shape.Text("stage", required: true), Shape.Flag("archive_existing_versions")));
        var stage = Array.Find(Stages, s => s.Equals(request.Text("stage"), StringComparison.OrdinalIgnoreCase))
            ?? throw ApiException.Invalid($"Invalid Model Version stage: {request.Text("stage")}. Value must be one of None, Staging, Production, Archived.");
        var model = registry.Find(request.Text("name"));
        var version = RegistryApi.Version(model, request.Text("version"));
        if (request.Flag("archive_existing_versions"))
        {
            foreach (var other in model.Versions.Where(v => v.Stage == stage && v != version))
            {
                other.Stage = "Archived";
            }
        }

        version.Stage = stage;
        version.Updated = state.Now;
        return Shown(model, version);
    }
}
