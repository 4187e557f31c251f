using System.Text.Json.Serialization;

namespace ModelTracking.Replication;

/// <summary>Cursor files and quarantined records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    WriteIndented = false)]
[JsonSerializable(typeof(ReplicaState))]
[JsonSerializable(typeof(QuarantinedRecord))]
[JsonSerializable(typeof(TargetFile))]
[JsonSerializable(typeof(ModelCursor))]
internal sealed partial class ReplicationJson : JsonSerializerContext;
