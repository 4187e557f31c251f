using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about registered models, repositories, keys and the audit log.</summary>
internal static class ModelDescriptions
{
    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/models"] = new("The registered models, without their histories.", DashboardJson.Default.ModelDtoArray),
        ["GET /api/models/{name}"] = new("A registered model with versions, aliases, approvals, comments and history.", DashboardJson.Default.ModelDto),
        ["GET /api/models/{name}/diff"] = new("What differs between two versions of a model.", DashboardJson.Default.DiffDto)
        {
            Query = [Needed("before", "The number of the one version.") with { Type = "integer" }, Needed("after", "The number of the other version.") with { Type = "integer" }],
        },
        ["GET /api/history"] = new("The repositories.", DashboardJson.Default.RepositoryDtoArray),
        ["GET /api/history/{name}"] = new("The newest commits of a repository, with branches and tags.", DashboardJson.Default.HistoryDto),
        ["GET /api/history/{name}/diff"] = new("What differs between two commits.", DashboardJson.Default.DiffDto) { Query = [Needed("before", "A commit, branch or tag, or main~1."), Needed("after", "Another one.")] },
        ["POST /api/models/{name}/alias"] = Change("Moves an alias to a version: version, alias, comment.", "The alias's rule is not met, or somebody was quicker."),
        ["POST /api/models/{name}/remove-alias"] = Change("Removes an alias: alias, comment."),
        ["POST /api/models/{name}/stage"] = Change("Moves a version to a stage: version, stage, comment."),
        ["POST /api/models/{name}/request-approval"] = Change("Asks for the approval of a version: version, comment."),
        ["POST /api/models/{name}/approve"] = Change("Approves a version: version, comment."),
        ["POST /api/models/{name}/reject"] = Change("Rejects a version: version, comment (needed)."),
        ["POST /api/models/{name}/rollback"] = Change("Moves an alias back to the version before: alias, comment (needed: the reason)."),
        ["POST /api/models/{name}/comment"] = Change("Comments on a model or a version: comment, version."),
        ["POST /api/models/{name}/describe"] = Change("Describes a model or a version: description, version."),
        ["GET /api/keys"] = new("The API keys that who asks may manage, without their secrets.", DashboardJson.Default.KeyDtoArray),
        ["POST /api/keys"] = new("Makes an API key. Its secret is in this answer alone.", DashboardJson.Default.KeyMadeDto) { Body = DashboardJson.Default.KeyWantedDto },
        ["POST /api/keys/{id}/revoke"] = new("Revokes an API key, for good.", DashboardJson.Default.KeyDto),
        ["GET /api/audit"] = new("Entries of the audit log, newest first.", DashboardJson.Default.AuditDto)
        {
            Query =
            [
                new("q", "A word of who, what, to what, details, from where, or why it was refused."),
                new("refused", "1: only what was refused."),
                Number("from", "How many to pass over.", 0, 0),
                Number("limit", "How many at most.", 100, 1, Limits.Rows),
            ],
        },
        ["GET /api/openapi.json"] = new("This description."),
    };

    private static EndpointDescription Change(string summary, string? conflict = null) => new(summary, DashboardJson.Default.ModelDto)
    {
        Body = DashboardJson.Default.ModelChangeDto,
        Errors = conflict is null ? new Dictionary<int, string>() : new Dictionary<int, string> { [409] = conflict },
    };
}
