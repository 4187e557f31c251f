namespace ModelTracking.MLflow;

/// <summary>A point that was measured on a logged model.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Step">The step; 0 where none was given.</param>
public sealed record MlflowModelMetric(string Key, double Value, long Timestamp, long Step)
{
    /// <summary>The run that logged it.</summary>
    public string? RunId { get; init; }

    /// <summary>The data it was measured on.</summary>
    public string? DatasetName { get; init; }

    /// <summary>That data's digest.</summary>
    public string? DatasetDigest { get; init; }
}
