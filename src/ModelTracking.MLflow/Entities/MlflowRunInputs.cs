namespace ModelTracking.MLflow;

/// <summary>What a run used.</summary>
public sealed record MlflowRunInputs
{
    /// <summary>Data sets.</summary>
    public IReadOnlyList<MlflowDatasetInput> DatasetInputs { get; init => field = value ?? []; } = [];

    /// <summary>Logged models (MLflow 3).</summary>
    public IReadOnlyList<MlflowModelInput> ModelInputs { get; init => field = value ?? []; } = [];
}
