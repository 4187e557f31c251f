namespace ModelTracking.MLflow;

/// <summary>What a run used.</summary>
public sealed record MlflowRunInputs
{
    /// <summary>Data sets.</summary>
    public IReadOnlyList<MlflowDatasetInput> DatasetInputs { get; init => field = value ?? []; } = [];
}
