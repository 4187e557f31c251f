namespace ModelTracking.Journal;

/// <summary>Where a frame stands in a sealed file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its length in bytes, header and checksum included.</param>
internal readonly record struct SealedPlace(long Offset, int Length);
