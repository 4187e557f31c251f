namespace ModelTracking.Dashboard.Json;

internal sealed record ModelDto(string Name, string? Description, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<ModelVersionDto> Versions, IReadOnlyList<AliasDto> Aliases, IReadOnlyList<ModelEventDto>? History, IReadOnlyList<CommentDto> Comments);

internal sealed record AliasDto(string Name, int Version, string? Rule);

internal sealed record ModelVersionDto(int Number, string Stage, string By, double Time, string? Description, string Commit, string? Run, string? Message, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<ApprovalDto> Approvals, IReadOnlyList<FactDto>? Metrics, IReadOnlyList<FactDto>? Files);

internal sealed record ApprovalDto(string By, double Time, bool IsApproved, string? Comment);

internal sealed record ModelEventDto(int Number, double Time, string By, string Kind, string Text, int? Version);

internal sealed record DiffDto(IReadOnlyList<ChangeDto> Changes, int Total);

internal sealed record ChangeDto(string Part, string Key, string Kind, string? Before, string? After, double? Delta, bool? IsBetter, IReadOnlyList<string> Details);

internal sealed record RepositoryDto(string Name, int Branches, string? Head, double? Time);

internal sealed record HistoryDto(string Name, IReadOnlyList<ReferenceDto> Branches, IReadOnlyList<ReferenceDto> Tags, IReadOnlyList<CommitDto> Commits, bool HasMore);

internal sealed record ReferenceDto(string Name, string Commit);

internal sealed record CommitDto(string Id, IReadOnlyList<string> Parents, string Author, double Time, string Message, string? Run);

/// <summary>A change of a model: which one is wanted is said by the path.</summary>
internal sealed record ModelChangeDto(int? Version, string? Alias, string? Stage, string? Comment, string? Description);
