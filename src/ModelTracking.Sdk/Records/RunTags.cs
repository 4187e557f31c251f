namespace ModelTracking.Records;

/// <summary>Tags that have a meaning of their own.</summary>
public static class RunTags
{
    /// <summary><c>true</c> on a run that somebody has starred.</summary>
    public const string Starred = "modeltracking.starred";

    /// <summary><c>true</c> on a run that is put away: kept and found by queries, but not listed.</summary>
    public const string Archived = "modeltracking.archived";
}
