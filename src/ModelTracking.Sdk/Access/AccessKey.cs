namespace ModelTracking.Access;

/// <summary>A key that lets a person or a program in. The secret itself is kept nowhere.</summary>
/// <param name="Id">Its public name: eight hexadecimal digits, the part of the secret behind <c>mtk_</c>.</param>
/// <param name="Name">Whose it is, or what for.</param>
/// <param name="Grants">What it may do.</param>
/// <param name="Created">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
public sealed record AccessKey(string Id, string Name, IReadOnlyList<AccessGrant> Grants, DateTimeOffset Created, string CreatedBy)
{
    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>When it was last used, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>
    /// Whether it was handed out by somebody who is no administrator, and so may not say who somebody is: such a key owns what
    /// was saved with it, and not what is owned by its name. Default: false.
    /// </summary>
    public bool IsDelegated { get; init; }

    /// <summary>Whether it lets anybody in at a moment.</summary>
    public bool IsValidAt(DateTimeOffset time) => Revoked is null && (Expires is null || time < Expires);
}
