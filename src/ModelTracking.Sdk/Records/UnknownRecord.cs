using System.Text.Json;

namespace ModelTracking.Records;

/// <summary>A record of a kind that this version does not know (written by a newer one): kept and shown, never an error.</summary>
/// <param name="Kind">Its type name.</param>
/// <param name="Content">The whole record as it stands in the journal.</param>
public sealed record UnknownRecord(string Kind, JsonElement Content) : TrackingRecord;
