using System.Text.Json;

namespace ModelTracking.Replication;

/// <summary>A record that a target refuses, set aside so that the rest goes on. The journal keeps it in any case.</summary>
/// <param name="Time">When it was set aside (UTC).</param>
/// <param name="Writer">The writing process.</param>
/// <param name="Sequence">The record's number.</param>
/// <param name="Reason">The target's own words.</param>
/// <param name="Record">The record as JSON.</param>
public sealed record QuarantinedRecord(DateTimeOffset Time, string Writer, long Sequence, string Reason, JsonElement Record);
