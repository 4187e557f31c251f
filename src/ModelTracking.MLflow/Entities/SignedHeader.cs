namespace ModelTracking.MLflow;

/// <summary>A header that goes with a signed address.</summary>
internal sealed record SignedHeader(string Name, string Value);
