using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>What <c>uses --json</c> prints.</summary>
internal sealed record UsesJson(IReadOnlyList<UsingCommitJson> Commits, IReadOnlyList<string> Runs, IReadOnlyList<string> Models)
{
    public static UsesJson Of(ObjectUses uses) => new(
        [.. uses.Commits.Select(c => new UsingCommitJson(c.Repository, c.Commit.Id, c.Commit.Message))], [.. uses.Runs.Select(r => r.ToString())], [.. uses.Versions.Select(v => v.ToString())]);
}
