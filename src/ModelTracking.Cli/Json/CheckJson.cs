namespace ModelTracking.Cli.Json;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record CheckJson(string Store, bool Sound, IReadOnlyList<ProblemJson> Repaired, IReadOnlyList<ProblemJson> Problems);
