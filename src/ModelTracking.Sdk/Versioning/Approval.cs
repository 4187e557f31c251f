namespace ModelTracking.Versioning;

/// <summary>Somebody's word on a version. A later word of the same person replaces it.</summary>
/// <param name="By">Who.</param>
/// <param name="Time">When (UTC).</param>
/// <param name="IsApproved">False for a rejection.</param>
/// <param name="Comment">Why.</param>
public sealed record Approval(string By, DateTimeOffset Time, bool IsApproved, string? Comment);
