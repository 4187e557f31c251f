namespace ModelTracking.MLflow;

/// <summary>A point of a metric.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Value">The value. SQL stores keep infinity as the largest finite number.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Step">The step; 0 where none was given.</param>
public sealed record MlflowMetric(string Key, double Value, long Timestamp, long Step)
{
    /// <summary>The run that logged it, where points of several were asked for.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model it was measured on (MLflow 3); null for none.</summary>
    public string? ModelId { get; init; }

    /// <summary>The data set it was measured on (MLflow 3); null for none.</summary>
    public string? DatasetName { get; init; }

    /// <summary>That data set's digest.</summary>
    public string? DatasetDigest { get; init; }
}
