using Microsoft.AspNetCore.Http;
using ModelTracking.Access;

namespace ModelTracking.Dashboard.Access;

/// <summary>Who asks, and what they may do.</summary>
/// <param name="Name">Who it is, for histories; null for the one person whose machine it is.</param>
/// <param name="Rights">What they may do.</param>
internal sealed record Visitor(string? Name, AccessRights Rights)
{
    /// <summary>Under which name they own what they save: the same with each key of theirs. Default: <see cref="Name"/>.</summary>
    public string? Owner { get; init; } = Name;

    /// <summary>Whether they look after something, be it one experiment or model: they hand out keys for it and tidy up.</summary>
    public bool IsManager => Rights.Grants.Any(g => g.Role is AccessRole.Manager or AccessRole.Administrator);

    /// <summary>Somebody who has not said who they are.</summary>
    public static readonly Visitor Nobody = new(null, AccessRights.Nothing);

    /// <summary>Whether they may still do it: asked again while an answer goes on.</summary>
    public Func<bool> IsWelcome { get; init; } = static () => true;

    /// <summary>Whether a program sent its key by itself. A browser does not, so no other site can make it.</summary>
    public bool SentKey { get; init; }

    /// <summary>Where privileged acts of theirs are noted; null where nobody asks for it.</summary>
    public AuditLog? Audit { get; init; }

    /// <summary>The address they come from.</summary>
    public string? From { get; init; }

    /// <summary>Who is behind a request that was let in.</summary>
    public static Visitor Of(HttpContext context) => context.Features.Get<Visitor>() ?? Nobody;

    /// <summary>Notes an act before it is done: one that cannot be noted is not done.</summary>
    public void Note(string action, string target, string? details = null, string? problem = null) =>
        Audit?.Add(Name ?? "unknown", action, target, details, From, problem);
}
