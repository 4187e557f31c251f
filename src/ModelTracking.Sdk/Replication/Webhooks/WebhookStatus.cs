namespace ModelTracking.Replication.Webhooks;

/// <summary>How far a webhook is.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Delivered">Events delivered so far.</param>
/// <param name="Pending">Events that wait.</param>
/// <param name="Problem">Why the last try failed; null where it did not.</param>
public sealed record WebhookStatus(Webhook Webhook, long Delivered, int Pending, string? Problem);
