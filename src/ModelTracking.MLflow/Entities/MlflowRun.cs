namespace ModelTracking.MLflow;

/// <summary>A run as a server tells it.</summary>
public sealed record MlflowRun
{
    /// <summary>What it is.</summary>
    public MlflowRunInfo Info { get; init => field = value ?? new(); } = new();

    /// <summary>What was logged; of metrics the latest value each.</summary>
    public MlflowRunData Data { get; init => field = value ?? new(); } = new();

    /// <summary>The data it used; null where it used none.</summary>
    public MlflowRunInputs? Inputs { get; init; }

    /// <summary>What it made; null where it made nothing, and on servers before MLflow 3.</summary>
    public MlflowRunOutputs? Outputs { get; init; }
}
