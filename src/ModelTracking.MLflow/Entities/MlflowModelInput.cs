namespace ModelTracking.MLflow;

/// <summary>A model that a run used.</summary>
/// <param name="ModelId">The logged model.</param>
public sealed record MlflowModelInput(string ModelId);
