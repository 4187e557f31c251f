using System.Globalization;
using System.Text.Json.Nodes;
using Mlflow.Stub.State;

namespace Mlflow.Stub.Api;

/// <summary>Registered models and their versions as JSON.</summary>
internal static class RegistryJson
{
    public static JsonObject Model(RegisteredModel model, StoreKind store)
    {
        var body = new JsonObject { ["name"] = model.Name, ["creation_timestamp"] = model.Created, ["last_updated_timestamp"] = model.Updated };
        return body
            .WithText("description", model.Description)
            .WithList("latest_versions", Latest(model).Select(v => Version(model, v, store, aliases: store == StoreKind.File)))
            .WithList("tags", Write.Pairs(model.Tags))
            .WithList("aliases", model.Aliases.Select(a => new JsonObject { ["alias"] = a.Key, ["version"] = Number(a.Value) }));
    }

    /// <summary>A version; the database store leaves its aliases out of lists.</summary>
    public static JsonObject Version(RegisteredModel model, ModelVersion version, StoreKind store, bool aliases = true)
    {
        var body = new JsonObject
        {
            ["name"] = model.Name,
            ["version"] = Number(version.Number),
            ["creation_timestamp"] = version.Created,
            ["last_updated_timestamp"] = version.Updated,
            ["current_stage"] = version.Stage,
            ["description"] = version.Description,
            ["source"] = version.Source,
            ["run_id"] = version.RunId,
            ["status"] = "READY",
        };
        body.WithList("tags", Write.Pairs(version.Tags));
        body["run_link"] = version.RunLink;
        body.WithText("model_id", version.ModelId);
        return aliases ? body.WithList("aliases", model.Aliases.Where(a => a.Value == version.Number).Select(a => (JsonNode)JsonValue.Create(a.Key))) : body;
    }

    /// <summary>The newest version of each stage.</summary>
    public static IEnumerable<ModelVersion> Latest(RegisteredModel model, IReadOnlyList<string>? stages = null) => model.Versions
        .GroupBy(v => v.Stage)
        .Where(g => stages is null or { Count: 0 } || stages.Contains(g.Key))
        .Select(g => g.MaxBy(v => v.Number)!);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
