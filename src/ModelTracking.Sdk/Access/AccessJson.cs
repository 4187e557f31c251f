using System.Text.Json.Serialization;

namespace ModelTracking.Access;

/// <summary>The lines of the logs of keys and of the audit.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyEvent))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AccessJson : JsonSerializerContext;
