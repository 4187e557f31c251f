namespace ModelTracking.Cli.Json;

/// <summary>What <c>models get --json</c> and <c>checkout --json</c> print: what was written where, and what the store does not have.</summary>
internal sealed record SavedJson(string Source, string Path, IReadOnlyList<string> Missing);
