namespace ModelTracking.MLflow;

/// <summary>What was logged to a run.</summary>
public sealed record MlflowRunData
{
    /// <summary>The latest point of each metric: that with the greatest step, then time, then value.</summary>
    public IReadOnlyList<MlflowMetric> Metrics { get; init => field = value ?? []; } = [];

    /// <summary>Params.</summary>
    public IReadOnlyList<MlflowTag> Params { get; init => field = value ?? []; } = [];

    /// <summary>Tags, those that begin with <c>mlflow.</c> included.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];
}
