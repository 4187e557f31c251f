namespace ModelTracking.Replication.Webhooks;

/// <summary>A webhook as it stands in the store: what it is, and how far it is.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Cursor">Number of events seen, by the file of the model's log.</param>
internal sealed record WebhookState(Webhook Webhook, IReadOnlyDictionary<string, int> Cursor)
{
    public long Delivered { get; init; }

    public string? Problem { get; init; }

    /// <summary>The state after an event was delivered, or passed over.</summary>
    public WebhookState After(string log, int number, bool isDelivered) => this with
    {
        Cursor = new SortedDictionary<string, int>(Cursor.ToDictionary(c => c.Key, c => c.Value), StringComparer.Ordinal) { [log] = number },
        Delivered = Delivered + (isDelivered ? 1 : 0),
        Problem = isDelivered ? null : Problem,
    };
}
