namespace ModelTracking.Cli.Json;

/// <summary>What <c>gc --compact --json</c> prints.</summary>
internal sealed record CompactJson(bool DryRun, int Objects, long BytesBefore, long BytesAfter);
