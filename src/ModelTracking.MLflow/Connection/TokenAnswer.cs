namespace ModelTracking.MLflow.Connection;

/// <summary>A token and how many seconds it is good for.</summary>
internal sealed record TokenAnswer(string AccessToken, long ExpiresIn);
