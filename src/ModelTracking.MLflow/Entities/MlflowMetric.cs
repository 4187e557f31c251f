namespace ModelTracking.MLflow;

/// <summary>A point of a metric.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Value">The value. SQL stores keep infinity as the largest finite number.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Step">The step; 0 where none was given.</param>
public sealed record MlflowMetric(string Key, double Value, long Timestamp, long Step);
