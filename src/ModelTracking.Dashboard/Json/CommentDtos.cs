namespace ModelTracking.Dashboard.Json;

/// <summary>A comment on a run, a comparison or a model.</summary>
internal sealed record CommentDto(string Id, string By, double Time, string Text, IReadOnlyList<string> Mentions, IReadOnlyList<string> With)
{
    /// <summary>The version it is about, where it is about one of a model.</summary>
    public int? Version { get; init; }
}

/// <summary>What to say about a run, or about the comparison of several.</summary>
internal sealed record CommentWantedDto(string? Text, IReadOnlyList<string>? Runs);

/// <summary>Which comment to take back.</summary>
internal sealed record CommentRemovedDto(string? Id);
