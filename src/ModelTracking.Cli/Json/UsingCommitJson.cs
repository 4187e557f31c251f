namespace ModelTracking.Cli.Json;

/// <summary>A commit that contains what was asked about.</summary>
internal sealed record UsingCommitJson(string Repository, string Id, string Message);
