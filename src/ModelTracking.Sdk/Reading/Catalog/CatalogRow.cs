using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>A run that stands in no segment yet.</summary>
/// <param name="Run">Its summary; null where it has none yet, or cannot be read.</param>
/// <param name="FolderTime">When its folder had last changed before it was read, in ticks.</param>
/// <param name="IsLive">Whether a program may still be writing to it.</param>
/// <param name="Signature">Its files with their lengths, by which a change of a live run is noticed.</param>
internal sealed record CatalogRow(RunSummary? Run, long FolderTime, bool IsLive, string Signature);
