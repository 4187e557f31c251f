namespace ModelTracking.Records;

/// <summary>A tag was set; a later one with the same key replaces it.</summary>
/// <param name="Key">The tag's key.</param>
/// <param name="Value">Its text; null removes the tag.</param>
public sealed record TagSet(string Key, string? Value) : TrackingRecord;
