namespace ModelTracking.MLflow;

/// <summary>A data set that a run used, with tags such as <c>mlflow.data.context</c>.</summary>
public sealed record MlflowDatasetInput
{
    /// <summary>Tags of the use.</summary>
    public IReadOnlyList<MlflowTag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The data set.</summary>
    public MlflowDataset Dataset { get; init => field = value ?? new(); } = new();
}
