namespace ModelTracking.Cli.Json;

/// <summary>What <c>models alias --check --json</c> prints: whether the alias may point to the version, and what stands in the way.</summary>
internal sealed record PromotionJson(string Version, string Alias, bool Allowed, IReadOnlyList<string> Unmet);
