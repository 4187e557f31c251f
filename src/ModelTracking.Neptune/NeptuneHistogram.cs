namespace ModelTracking.Neptune;

/// <summary>A histogram of a series.</summary>
/// <param name="Kind"><c>COUNTING</c> or <c>DENSITY</c>.</param>
/// <param name="Edges">One more than values.</param>
/// <param name="Values">Counts or densities.</param>
internal sealed record NeptuneHistogram(string Kind, IReadOnlyList<double> Edges, IReadOnlyList<double> Values);
