using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>A model that came out of a run, in the tool's JSON. <c>Path</c> is the folder of its artifacts.</summary>
internal sealed record ModelJson(
    string Name,
    string Flavor,
    string Path,
    long? Step,
    IReadOnlyList<ColumnJson> Inputs,
    IReadOnlyList<ColumnJson> Outputs,
    string? InputExample,
    IReadOnlyDictionary<string, string> Metadata)
{
    public static ModelJson Of(ModelLogged m) => new(
        m.Name, m.Flavor, m.Path, m.Step, [.. m.Inputs.Select(ColumnJson.Of)], [.. m.Outputs.Select(ColumnJson.Of)], m.InputExample, m.Metadata);
}
