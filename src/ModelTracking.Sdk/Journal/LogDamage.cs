namespace ModelTracking.Journal;

/// <summary>A line of a chained log that is not what was written.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes, without the line end.</param>
internal sealed record LogDamage(string File, long Offset, int Length);
