using ModelTracking.Versioning;

namespace ModelTracking.Replication.Webhooks;

/// <summary>What is posted: an event of a registered model as JSON.</summary>
/// <param name="Delivery">The same text for every try to deliver this event, so that a receiver can tell a repetition.</param>
/// <param name="Event">The kind of event, for example <c>AliasSet</c>.</param>
/// <param name="Model">The model's present name.</param>
/// <param name="Number">The event's number in the model's history.</param>
/// <param name="Time">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Text">The event in words.</param>
internal sealed record WebhookEvent(string Delivery, string Event, string Model, int Number, DateTimeOffset Time, string By, string Text)
{
    public int? Version { get; init; }

    public int? Before { get; init; }

    public string? Alias { get; init; }

    public string? Tag { get; init; }

    public string? Value { get; init; }

    public string? Comment { get; init; }

    public string? Commit { get; init; }

    public static WebhookEvent Of(string log, ModelEvent e) => new($"{log}/{e.Number}", e.Kind.ToString(), e.Model, e.Number, e.Time, e.By, e.Describe())
    {
        Version = e.Version,
        Before = e.Before,
        Alias = e.Alias,
        Tag = e.Tag,
        Value = e.Value,
        Comment = e.Comment,
        Commit = e.Object,
    };
}
