using System.Text.Json.Serialization;

namespace ModelTracking.Versioning.Storage;

/// <summary>The lines of the logs, and what a checkout writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RefChange))]
[JsonSerializable(typeof(ModelEvent))]
internal sealed partial class VersioningJson : JsonSerializerContext;
