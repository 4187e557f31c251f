namespace ModelTracking.Cli.Json;

/// <summary>A point in the tool's JSON.</summary>
internal sealed record PointJson(long? Step, double Value, DateTime Time);
