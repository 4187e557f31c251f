namespace ModelTracking.Records;

/// <summary>Tags that have a meaning of their own.</summary>
public static class RunTags
{
    /// <summary><c>true</c> on a run that somebody has starred.</summary>
    public const string Starred = "modeltracking.starred";

    /// <summary><c>true</c> on a run that is put away: kept and found by queries, but not listed.</summary>
    public const string Archived = "modeltracking.archived";

    /// <summary>What the tags begin with that are comments, each one: <c>{"by":"ada","time":"...","text":"...","with":["run id"]}</c>.</summary>
    public const string CommentPrefix = "modeltracking.comment.";

    /// <summary>Everybody who is mentioned in a comment on the run: <c>@ada @grace</c>. Found with <c>tags.modeltracking.mentions LIKE '%@ada%'</c>.</summary>
    public const string Mentions = "modeltracking.mentions";

    /// <summary>Whether a tag holds what people said about the run, not what the run is.</summary>
    public static bool IsComment(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key == Mentions || key.StartsWith(CommentPrefix, StringComparison.Ordinal);
    }
}
