namespace ModelTracking.Versioning;

/// <summary>What a merge or revert did, or would do.</summary>
public sealed class MergeResult
{
    /// <summary>What it came to.</summary>
    public required MergeStatus Status { get; init; }

    /// <summary>The commit the branch points to now; null after conflicts and dry runs.</summary>
    public Commit? Commit { get; init; }

    /// <summary>The lowest common ancestors of both sides.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Elements that nobody could settle.</summary>
    public IReadOnlyList<MergeConflict> Conflicts { get; init; } = [];

    /// <summary>What is not a conflict and should be looked at all the same.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What changes on the branch; after conflicts, as far as they leave it clear.</summary>
    public required TreeDiff Changes { get; init; }

    /// <summary>True where nothing was to be written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>True unless there are conflicts.</summary>
    public bool IsClean => Status != MergeStatus.Conflicts;
}
