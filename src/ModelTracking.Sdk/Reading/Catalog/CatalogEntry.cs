namespace ModelTracking.Reading.Catalog;

/// <summary>A column in a segment's directory.</summary>
/// <param name="Place">A value column's bytes; a metric's row numbers, of no length where every run has the metric.</param>
/// <param name="Present">How many runs have a metric.</param>
/// <param name="Aggregates">A metric's values, by aggregate; null for a value column.</param>
internal sealed record CatalogEntry(ColumnPlace Place, int Present = 0, AggregatePlace[]? Aggregates = null);
