namespace ModelTracking.Training;

/// <summary>How the values of a tensor are spread.</summary>
/// <param name="Edges">Bounds of the bins, ascending: one more than <paramref name="Counts"/>.</param>
/// <param name="Counts">How many values are in each bin; the last one includes its upper bound.</param>
/// <param name="Count">Number of values that are finite.</param>
/// <param name="Mean">Their mean; null where it is not known.</param>
/// <param name="Deviation">Their standard deviation; null where it is not known.</param>
/// <param name="NotFinite">Number of values that are NaN or infinite.</param>
internal sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<double> Counts, double Count, double? Mean, double? Deviation, long NotFinite = 0);
