namespace ModelTracking.Versioning;

/// <summary>A branch or tag and what it points to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CommitId">The commit.</param>
public sealed record Reference(string Name, string CommitId);
