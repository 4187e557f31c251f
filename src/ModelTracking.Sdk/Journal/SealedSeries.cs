using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>A series of a sealed file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="IsSorted">Whether its points stand in visible order (by step, then time); else a reader sorts them.</param>
/// <param name="Blocks">Its points, in the order they were logged.</param>
/// <param name="Levels">Its pyramid, over the visible order, the finest level first.</param>
internal sealed record SealedSeries(
    MetricKey Key, bool IsSorted, IReadOnlyList<SealedBlockEntry> Blocks, IReadOnlyList<SealedLevel> Levels)
{
    public long Count => Blocks.Sum(b => (long)b.Count);
}
