namespace ModelTracking.MLflow.Artifacts;

/// <summary>A part of an artifact: where it goes, and the tag that says it is there.</summary>
internal sealed record MultipartPart(string Url, int Number, Dictionary<string, string>? Headers, string? Etag);
