namespace ModelTracking.Versioning.Storage;

/// <summary>What a model's log says about one version.</summary>
internal sealed class ModelVersionState(int number, string commit, string by, DateTimeOffset time)
{
    public int Number { get; } = number;

    public string Commit { get; } = commit;

    public string By { get; } = by;

    public DateTimeOffset Time { get; } = time;

    public string? Description { get; set; }

    public string Stage { get; set; } = ModelStages.None;

    public bool IsDeleted { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Approval> Approvals { get; } = new(StringComparer.Ordinal);
}
