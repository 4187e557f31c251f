using ModelTracking.Versioning;

namespace ModelTracking.Replication.Webhooks;

/// <summary>An address that is told what happens to registered models.</summary>
/// <param name="Name">Its name in the store: 1 to 80 of <c>a-z 0-9 - _ .</c>.</param>
/// <param name="Address">Where events are posted to: by https, or by http within the own network.</param>
public sealed record Webhook(string Name, Uri Address)
{
    /// <summary>Only these models, by name. Default: all.</summary>
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>Only these kinds of events. Default: all.</summary>
    public IReadOnlyList<ModelEventKind> Kinds { get; init => field = value ?? []; } = [];

    /// <summary>The environment variable that holds the secret to sign with; the secret itself is never stored. Default: null, nothing is signed.</summary>
    public string? SecretVariable { get; init; }

    /// <summary>Whether the receiver is meant to be in the own network, on this machine, or reached by plain http. Default: false, and what leads there is refused.</summary>
    public bool AllowPrivate { get; init; }

    internal bool Wants(ModelEvent e) => (Models.Count == 0 || Models.Contains(e.Model)) && (Kinds.Count == 0 || Kinds.Contains(e.Kind));
}
