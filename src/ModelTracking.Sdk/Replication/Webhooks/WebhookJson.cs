using System.Text.Json.Serialization;

namespace ModelTracking.Replication.Webhooks;

/// <summary>What is stored of webhooks, and what they are sent.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WebhookState))]
[JsonSerializable(typeof(WebhookEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;
