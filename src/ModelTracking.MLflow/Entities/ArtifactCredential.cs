namespace ModelTracking.MLflow;

/// <summary>Where Databricks wants an artifact to be written or read.</summary>
internal sealed record ArtifactCredential(string? RunId, string? Path, string SignedUri, string Type, List<SignedHeader>? Headers);
