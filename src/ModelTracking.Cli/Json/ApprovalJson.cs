namespace ModelTracking.Cli.Json;

/// <summary>Somebody's word on a version.</summary>
internal sealed record ApprovalJson(string By, DateTimeOffset Time, bool Approved, string? Comment);
