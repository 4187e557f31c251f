namespace ModelTracking.Versioning;

/// <summary>What a merge came to.</summary>
public enum MergeStatus
{
    /// <summary>The branch has it all already.</summary>
    UpToDate,

    /// <summary>The branch had nothing of its own: it simply moves on.</summary>
    FastForward,

    /// <summary>Both sides were brought together in a new commit.</summary>
    Merged,

    /// <summary>Both sides changed the same elements. Nothing was written.</summary>
    Conflicts,
}
