using ModelTracking.Versioning;

namespace ModelTracking.Cli.Json;

/// <summary>A version of a registered model.</summary>
internal sealed record ModelVersionJson(string Model, int Version, string Commit, string? Run, string RegisteredBy, DateTimeOffset Time, string? Description, string Stage, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<ApprovalJson> Approvals, IReadOnlyList<string> Files)
{
    public static ModelVersionJson Of(ModelVersion v) => new(
        v.Model, v.Number, v.CommitId, v.Commit.Run?.ToString(), v.RegisteredBy, v.Time, v.Description, v.Stage, v.Aliases, v.Tags,
        [.. v.Approvals.Select(a => new ApprovalJson(a.By, a.Time, a.IsApproved, a.Comment))], [.. v.Files.Keys]);
}
