using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>What <c>merge --json</c> and <c>revert --json</c> print.</summary>
internal sealed record MergeJson(string Status, bool DryRun, string? Commit, IReadOnlyList<string> Bases, IReadOnlyList<ConflictJson> Conflicts, IReadOnlyList<string> Warnings, IReadOnlyList<ChangeJson> Changes)
{
    public static MergeJson Of(MergeResult result) => new(
        result.Status.ToString(), result.IsDryRun, result.Commit?.Id, result.Bases, [.. result.Conflicts.Select(ConflictJson.Of)], result.Warnings, [.. result.Changes.Changes.Select(ChangeJson.Of)]);
}
