namespace ModelTracking.Versioning;

/// <summary>One entry of the reflog: a branch or tag pointed elsewhere from then on.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="By">Who did it.</param>
/// <param name="Key"><c>branch/main</c>, <c>tag/v1</c>; <c>rejected/main</c> for a commit that came second.</param>
/// <param name="Object">The commit it points to from then on; null where it was deleted.</param>
/// <param name="Was">The commit it pointed to before; null where it is new.</param>
/// <param name="Why">What was done, for example <c>commit: lower learning rate</c>.</param>
public sealed record RefChange(DateTimeOffset Time, string By, string? Key, string? Object, string? Was, string Why)
{
    /// <summary>In the first entry: the repository's name.</summary>
    public string? Name { get; init; }

    /// <summary>In the first entry: the version of the log's format.</summary>
    public int? Format { get; init; }
}
