using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>A commit as <c>--json</c> prints it.</summary>
internal sealed record CommitJson(string Id, string Tree, IReadOnlyList<string> Parents, string Author, DateTimeOffset Time, string Message, string? Run, IReadOnlyList<string> Refs)
{
    public static CommitJson Of(Commit commit, IReadOnlyList<string>? refs = null) =>
        new(commit.Id, commit.TreeId, commit.Parents, commit.Author, commit.Time, commit.Message, commit.Run?.ToString(), refs ?? []);
}
