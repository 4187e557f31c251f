namespace ModelTracking.Reading.Catalog;

/// <summary>Where bytes stand in a segment.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Crc">Their CRC-32C.</param>
internal readonly record struct ColumnPlace(long Offset, int Length, uint Crc);
