namespace ModelTracking.Dashboard.Json;

/// <summary>Small curves of metrics of runs; a run that does not have a metric has none.</summary>
internal sealed record SparklinesDto(IReadOnlyList<SparklineDto> Lines);

/// <summary>
/// A metric of a run in a few parts, each with its least, greatest and last value; null where a part has nothing but NaN,
/// or ends in one. Values of the parts are rounded to five digits.
/// </summary>
internal sealed record SparklineDto(
    string Run, string Metric, long Points, double First, double Last, double Min, double Max, IReadOnlyList<double?> Low, IReadOnlyList<double?> High, IReadOnlyList<double?> End);
