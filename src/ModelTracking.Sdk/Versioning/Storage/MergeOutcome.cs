namespace ModelTracking.Versioning.Storage;

/// <summary>What merging three trees gives.</summary>
internal sealed record MergeOutcome(VersionTree Tree, IReadOnlyList<MergeConflict> Conflicts, IReadOnlyList<string> Warnings);
