namespace ModelTracking.Cli.Json;

/// <summary>A branch or tag.</summary>
internal sealed record RefJson(string Name, string Commit);
