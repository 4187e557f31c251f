using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>Charts as JSON. NaN and infinity are written as text, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Chart))]
internal sealed partial class ChartJson : JsonSerializerContext;
