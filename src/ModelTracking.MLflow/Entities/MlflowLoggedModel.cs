namespace ModelTracking.MLflow;

/// <summary>A model that a run has logged, as an entity of its own (MLflow 3).</summary>
public sealed record MlflowLoggedModel
{
    /// <summary>What it is.</summary>
    public MlflowLoggedModelInfo Info { get; init => field = value ?? new(); } = new();

    /// <summary>What was logged about it.</summary>
    public MlflowLoggedModelData Data { get; init => field = value ?? new(); } = new();
}
