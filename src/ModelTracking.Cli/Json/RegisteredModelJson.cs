using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>A registered model.</summary>
internal sealed record RegisteredModelJson(string Name, string? Description, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, int> Aliases, IReadOnlyDictionary<string, string> Rules, IReadOnlyList<ModelVersionJson> Versions)
{
    public static RegisteredModelJson Of(RegisteredModel model) => new(
        model.Name, model.Description, model.Tags, model.Aliases, model.Rules.ToDictionary(r => r.Key, r => r.Value.ToString()), [.. model.Versions.Select(ModelVersionJson.Of)]);
}
