namespace ModelTracking.MLflow;

/// <summary>What was logged about a model.</summary>
public sealed record MlflowLoggedModelData
{
    /// <summary>Params, as a rule those of the run that made it.</summary>
    public IReadOnlyList<MlflowTag> Params { get; init => field = value ?? []; } = [];

    /// <summary>Metrics that were measured on it.</summary>
    public IReadOnlyList<MlflowMetric> Metrics { get; init => field = value ?? []; } = [];
}
