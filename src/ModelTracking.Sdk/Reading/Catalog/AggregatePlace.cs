namespace ModelTracking.Reading.Catalog;

/// <summary>Where one aggregate of a metric stands: nowhere where all runs have the same value.</summary>
/// <param name="Constant">The value of all runs that have the metric.</param>
/// <param name="Place">The values of those runs, one after the other; null where all are the same.</param>
internal readonly record struct AggregatePlace(double Constant, ColumnPlace? Place);
