namespace ModelTracking.MLflow;

/// <summary>What a run made.</summary>
public sealed record MlflowRunOutputs
{
    /// <summary>Logged models.</summary>
    public IReadOnlyList<MlflowModelOutput> ModelOutputs { get; init => field = value ?? []; } = [];
}
