using System.Text.Json;
using System.Text.Json.Serialization;
using ModelTracking.AzureML.Artifacts;
using ModelTracking.AzureML.Tokens;

namespace ModelTracking.AzureML;

/// <summary>The JSON of Azure ML's own services.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RunTokenAnswer))]
[JsonSerializable(typeof(ArtifactBatchAnswer))]
[JsonSerializable(typeof(ArtifactContentAnswer))]
internal sealed partial class AzureMLJson : JsonSerializerContext;
