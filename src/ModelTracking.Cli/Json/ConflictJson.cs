using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>An element that both sides of a merge changed.</summary>
internal sealed record ConflictJson(string Part, string Key, string? Base, string? Ours, string? Theirs)
{
    public static ConflictJson Of(MergeConflict conflict) =>
        new(conflict.Part.ToString().ToLowerInvariant(), conflict.Key, conflict.Base?.ToString(), conflict.Ours?.ToString(), conflict.Theirs?.ToString());
}
