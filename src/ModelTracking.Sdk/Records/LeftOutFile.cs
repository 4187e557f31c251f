namespace ModelTracking.Records;

/// <summary>A changed file that was not stored.</summary>
/// <param name="Path">Its path in the work tree.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record LeftOutFile(string Path, string Reason);
