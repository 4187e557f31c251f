using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>What was captured about a run, in the tool's JSON: one entry per process in <c>Code</c>, <c>Environments</c> and <c>Resources</c>.</summary>
internal sealed record CapturedJson(
    IReadOnlyList<CodeJson> Code,
    IReadOnlyList<EnvironmentJson> Environments,
    IReadOnlyList<DatasetJson> Datasets,
    IReadOnlyList<ModelJson> Models,
    IReadOnlyList<ResourcesJson> Resources,
    ConsoleJson? Console)
{
    public static CapturedJson Of(RunSummary run) => new(
        [.. run.Code.Select(CodeJson.Of)],
        [.. run.Environments.Select(EnvironmentJson.Of)],
        [.. run.Datasets.Select(DatasetJson.Of)],
        [.. run.Models.Select(ModelJson.Of)],
        [.. run.Resources.Select(ResourcesJson.Of)],
        run.Console is { } console ? ConsoleJson.Of(console) : null);
}
