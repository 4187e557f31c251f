using System.Text.Json;

namespace ModelTracking.AzureML.Artifacts;

/// <summary>What became of paths that were to be made: an address for each, or why there is none.</summary>
internal sealed record ArtifactBatchAnswer(Dictionary<string, ArtifactContentAnswer>? ArtifactContentInformation, Dictionary<string, JsonElement>? Errors);
