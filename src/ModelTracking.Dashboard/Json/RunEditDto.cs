namespace ModelTracking.Dashboard.Json;

/// <summary>What to change of a run; what is null stays as it is, and a tag whose value is null is removed.</summary>
internal sealed record RunEditDto(string? Name, string? Note, bool? Starred, bool? Archived, Dictionary<string, string?>? Tags);
