namespace ModelTracking.Dashboard.Json;

/// <summary>A key as those see it who may manage it. Times in ms since 1970.</summary>
internal sealed record KeyDto(string Id, string Name, IReadOnlyList<string> Grants, double Created, string CreatedBy, double? Expires, double? Revoked, double? LastUsed, bool IsValid);

/// <summary>A key to make: its owner, grants as the tool takes them, and after how many days it ends (null for never).</summary>
internal sealed record KeyWantedDto(string? Name, IReadOnlyList<string>? Grants, int? Days);

/// <summary>A key that was just made; its secret is not to be had again.</summary>
internal sealed record KeyMadeDto(KeyDto Key, string Secret);

/// <summary>Entries of the audit log, newest first; how many match in all, whether older ones were not looked at, and what is wrong with the log.</summary>
internal sealed record AuditDto(IReadOnlyList<AuditEntryDto> Entries, int Total, bool IsCut, IReadOnlyList<string> Problems);

internal sealed record AuditEntryDto(double Time, string By, string Action, string Target, string? Details, string? From, string? Problem);
