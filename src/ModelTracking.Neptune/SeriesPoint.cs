namespace ModelTracking.Neptune;

/// <summary>A point of a series. Neptune's steps have up to six decimals.</summary>
internal readonly record struct SeriesPoint<T>(decimal Step, DateTimeOffset Time, T Value);
