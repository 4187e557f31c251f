namespace ModelTracking.MLflow;

/// <summary>A file or folder among a run's artifacts.</summary>
/// <param name="Path">Its path from the run's root.</param>
/// <param name="IsDir">Whether it is a folder.</param>
/// <param name="FileSize">Bytes; 0 for folders, and where the server does not say.</param>
public sealed record MlflowFile(string Path, bool IsDir, long FileSize);
