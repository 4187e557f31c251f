namespace ModelTracking.Journal;

/// <summary>One level of a series' pyramid.</summary>
/// <param name="Unit">Points to a bucket.</param>
/// <param name="Count">Number of buckets.</param>
/// <param name="Frames">Where they stand, each frame but the last with the same number of buckets.</param>
internal sealed record SealedLevel(long Unit, int Count, IReadOnlyList<SealedPlace> Frames);
