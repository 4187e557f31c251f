namespace ModelTracking.Cli.Json;

/// <summary>What <c>reproduce --json</c> prints.</summary>
internal sealed record ReproductionJson(string Commit, bool Same, IReadOnlyList<string> Steps, IReadOnlyList<string> Differences);
