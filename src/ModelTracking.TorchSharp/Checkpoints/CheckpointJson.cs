using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelTracking.Checkpoints;

/// <summary>Writes and reads <see cref="CheckpointState"/>; NaN and infinity are values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true)]
[JsonSerializable(typeof(CheckpointState))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
