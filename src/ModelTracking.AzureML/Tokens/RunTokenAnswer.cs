namespace ModelTracking.AzureML.Tokens;

/// <summary>A job's new token.</summary>
internal sealed record RunTokenAnswer(string? Token, DateTimeOffset? ExpiryTimeUtc);
