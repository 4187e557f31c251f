namespace ModelTracking.Cli.Json;

/// <summary>A value that differs between the environments of two runs, in the tool's JSON; null where a run has none.</summary>
internal sealed record DifferenceJson(string Group, string Name, string? One, string? Other);
