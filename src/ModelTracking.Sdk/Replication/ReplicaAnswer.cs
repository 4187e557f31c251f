namespace ModelTracking.Replication;

/// <summary>What became of a batch that was stored.</summary>
/// <param name="AlreadyThere">Points that were there before and were not sent again.</param>
public sealed record ReplicaAnswer(int AlreadyThere = 0)
{
    /// <summary>What the target keeps other than it was said (cut values, changed keys), one sentence each.</summary>
    public IReadOnlyList<string> Adjustments { get; init; } = [];
}
