namespace ModelTracking.MLflow;

/// <summary>A model that a run made.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="Step">The step it was made at; 0 where there is none.</param>
public sealed record MlflowModelOutput(string ModelId, long Step = 0);
