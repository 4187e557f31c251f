using ModelTracking.Replication.Webhooks;

namespace ModelTracking.Cli.Json;

/// <summary>A webhook and how far it is.</summary>
internal sealed record WebhookJson(string Name, string Address, IReadOnlyList<string> Models, IReadOnlyList<string> Events, string? SecretVariable, long Delivered, int Pending, string? Problem)
{
    public static WebhookJson Of(WebhookStatus s) => new(
        s.Webhook.Name, s.Webhook.Address.ToString(), s.Webhook.Models, [.. s.Webhook.Kinds.Select(k => k.ToString())], s.Webhook.SecretVariable, s.Delivered, s.Pending, s.Problem);
}
