namespace ModelTracking.MLflow;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is in it.</param>
/// <param name="NextPageToken">Asks for the next part; null where there is none.</param>
public sealed record MlflowPage<T>(IReadOnlyList<T> Items, string? NextPageToken);
