using System.Globalization;
using System.Text.Json.Nodes;
using Mlflow.Stub.Http;
using Mlflow.Stub.Search;
using Mlflow.Stub.State;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Api;

/// <summary>Registered models.</summary>
internal sealed class RegistryApi(ServerState state)
{
    private static readonly Shape Named = new(Shape.Text("name", required: true));
    private static readonly Shape Aliased = new(Shape.Text("name", required: true), Shape.Text("alias", required: true), Shape.Text("version"));

    private bool IsFile => state.Store == StoreKind.File;

    public void AddTo(Routes routes)
    {
        routes.Api("POST", "registered-models/create", Create);
        routes.Api("GET", "registered-models/get", e => Shown(Find(e.Read(Named).Text("name"))));
        routes.Api("PATCH", "registered-models/update", Update);
        routes.Api("POST", "registered-models/rename", Rename);
        routes.Api("DELETE", "registered-models/delete", e => { state.Registry.Remove(Find(e.Read(Named).Text("name")).Name); return Answer.Empty; });
        routes.Api("GET", "registered-models/search", Search);
        routes.Api("GET|POST", "registered-models/get-latest-versions", LatestVersions);
        routes.Api("POST", "registered-models/set-tag", SetTag);
        routes.Api("DELETE", "registered-models/delete-tag", DeleteTag);
        routes.Api("POST", "registered-models/alias", SetAlias);
        routes.Api("GET", "registered-models/alias", GetAlias);
        routes.Api("DELETE", "registered-models/alias", DeleteAlias);
    }

    public RegisteredModel Find(string name) => state.Registry.TryGetValue(name, out var model) ? model : throw ApiException.Missing($"Registered Model with name={name} not found");

    public static ModelVersion Version(RegisteredModel model, string number)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw ApiException.Invalid($"Parameter 'version' must be an integer, got '{number}'.");
        }

        return model.Versions.Find(v => v.Number == value) ?? throw ApiException.Missing($"Model Version (name={model.Name}, version={number}) not found");
    }

    private Answer Shown(RegisteredModel model) => Answer.Json(new JsonObject { ["registered_model"] = RegistryJson.Model(model, state.Store) });

    private Answer Create(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("description"), Shape.Pairs("tags")));
        var name = request.Text("name");
        if (IsFile && name.IndexOfAny(['/', '\\']) >= 0)
        {
            throw ApiException.Invalid($"Invalid name: '{name}'. Registered model name cannot contain path separator");
        }

        if (state.Registry.ContainsKey(name))
        {
            throw new ApiException(ErrorCode.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.");
        }

        var model = new RegisteredModel { Name = name, Created = state.Now, Updated = state.Now, Description = request.TextOrNull("description") };
        foreach (var (key, value) in request.Pairs("tags"))
        {
            model.Tags[key] = Rules.Fit(value, 100000, "value", state.Options);
        }

        state.Registry.Add(name, model);
        exchange.User?.Models.TryAdd(name, "MANAGE");
        return Shown(model);
    }

    private Answer Update(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("description")));
        var model = Find(request.Text("name"));
        model.Description = request.Text("description");
        model.Updated = state.Now;
        return Shown(model);
    }

    private Answer Rename(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("new_name", required: true)));
        var model = Find(request.Text("name"));
        var name = request.Text("new_name");
        if (state.Registry.ContainsKey(name))
        {
            throw new ApiException(ErrorCode.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.{(IsFile ? "" : " Error: (raised as a result of Query-invoked autoflush; ...)")}");
        }

        if (IsFile && model.Versions.Exists(v => v.Tags.Count > 0))
        {
            // A defect of the real file store: it stops half way and leaves both names.
            var half = new RegisteredModel { Name = name, Created = model.Created, Updated = state.Now, Description = model.Description, LastNumber = model.LastNumber };
            half.Versions.AddRange(model.Versions);
            state.Registry.Add(name, half);
            throw new CrashException("renaming a model whose version has a tag");
        }

        state.Registry.Remove(model.Name);
        model.Name = name;
        model.Updated = state.Now;
        model.Versions.ForEach(v => v.Updated = state.Now);
        state.Registry.Add(name, model);
        return Shown(model);
    }

    private Answer Search(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("filter"), Shape.Integer("max_results", largest: 1000), Shape.Texts("order_by"), Shape.Text("page_token")));
        var filter = FilterParser.Parse(request.Text("filter"), FilterRules.RegisteredModels);
        var orders = request.Texts("order_by").Select(o => Ordering.Parse(o, FilterRules.RegisteredModels, IsFile)).Append(new Ordering("attribute", "name", false)).ToList();
        var asksForPrompts = filter.Exists(c => c.Key == "mlflow.prompt.is_prompt");
        var found = state.Registry.Values
            .Where(m => asksForPrompts || !m.Tags.ContainsKey("mlflow.prompt.is_prompt"))
            .Where(m => filter.TrueForAll(c => c.Holds(c.Entity == "tag" ? m.Tags.GetValueOrDefault(c.Key) : m.Name)));
        var sorted = Ordering.Sort(found, orders, (m, o) => o.Key switch { "creation_timestamp" => m.Created, "last_updated_timestamp" => m.Updated, _ => m.Name });
        return Answer.Json(Page.Of(sorted, request.Integer("max_results", 100), request.Text("page_token"), "registered_models", m => RegistryJson.Model(m, state.Store)));
    }

    private Answer LatestVersions(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Texts("stages")));
        var model = Find(request.Text("name"));
        return Answer.Json(new JsonObject().WithList("model_versions", RegistryJson.Latest(model, request.Texts("stages")).Select(v => RegistryJson.Version(model, v, state.Store))));
    }

    private Answer SetTag(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("key", required: true), Shape.Text("value")));
        Find(request.Text("name")).Tags[request.Text("key")] = Rules.Fit(request.Text("value"), 100000, "value", state.Options);
        return Answer.Empty;
    }

    private Answer DeleteTag(Exchange exchange)
    {
        var request = exchange.Read(new Shape(Shape.Text("name", required: true), Shape.Text("key", required: true)));
        Find(request.Text("name")).Tags.Remove(request.Text("key"));
        return Answer.Empty;
    }

    private Answer SetAlias(Exchange exchange)
    {
        var request = exchange.Read(Aliased);
        Rules.Alias(request.Text("alias"));
        var model = Find(request.Text("name"));
        model.Aliases[request.Text("alias")] = Version(model, request.Text("version")).Number;
        return Answer.Empty;
    }

    private Answer GetAlias(Exchange exchange)
    {
        var request = exchange.Read(Aliased);
        var model = Find(request.Text("name"));
        var alias = request.Text("alias");
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase) && state.Options.Version == ServerVersion.V2_17)
        {
            Rules.Alias(alias);
        }

        var version = alias.Equals("latest", StringComparison.OrdinalIgnoreCase) ? model.Versions.MaxBy(v => v.Number)
            : model.Aliases.TryGetValue(alias, out var number) ? model.Versions.Find(v => v.Number == number)
            : null;
        return version is null
            ? throw ApiException.Invalid($"Registered model alias {alias} not found.")
            : Answer.Json(new JsonObject { ["model_version"] = RegistryJson.Version(model, version, state.Store) });
    }

    private Answer DeleteAlias(Exchange exchange)
    {
        var request = exchange.Read(Aliased);
        Find(request.Text("name")).Aliases.Remove(request.Text("alias"));
        return Answer.Empty;
    }
}
