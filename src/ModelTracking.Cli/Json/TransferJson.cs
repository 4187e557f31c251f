namespace ModelTracking.Cli.Json;

/// <summary>What <c>push --json</c> and <c>pull --json</c> print.</summary>
internal sealed record TransferJson(int Objects, long Bytes, IReadOnlyList<RefJson> Moved);
