namespace ModelTracking.MLflow;

/// <summary>A key and its text: a tag or a param.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The text; servers leave out an empty one.</param>
public sealed record MlflowTag(string Key, string? Value);
