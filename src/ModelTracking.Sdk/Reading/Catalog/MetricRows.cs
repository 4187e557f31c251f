namespace ModelTracking.Reading.Catalog;

/// <summary>A metric of many runs.</summary>
/// <param name="Rows">The rows that have it, ascending.</param>
/// <param name="Aggregates">For each aggregate the value of each of those rows.</param>
internal sealed record MetricRows(int[] Rows, double[][] Aggregates);
