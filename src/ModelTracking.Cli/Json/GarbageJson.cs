namespace ModelTracking.Cli.Json;

/// <summary>What <c>gc --json</c> prints.</summary>
internal sealed record GarbageJson(bool DryRun, IReadOnlyList<string> Runs, int Objects, long Bytes);
