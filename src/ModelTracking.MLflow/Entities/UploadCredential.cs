namespace ModelTracking.MLflow;

/// <summary>Where a part of an artifact goes.</summary>
internal sealed record UploadCredential(string Url, int PartNumber, Dictionary<string, string>? Headers);
