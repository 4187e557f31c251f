using System.Text.Json.Serialization;

namespace ModelTracking.MLflow;

/// <summary>MLflow's JSON: snake_case, numbers also as text, NaN and infinity as text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Connection.TokenAnswer))]
[JsonSerializable(typeof(MlflowTag))]
[JsonSerializable(typeof(MlflowDatasetInput))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MlflowJson : JsonSerializerContext;
