using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using ModelTracking.Access;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>
/// A dashboard that others reach: programs send a key with each request, people log in with one or with their
/// organisation's sign-in. Every request is looked at anew, so that a key which is revoked opens nothing from then on.
/// </summary>
internal sealed class ServedGate(DashboardServing serving, AccessKeys keys, AuditLog audit, TimeProvider time) : IGate
{
    private const string Bearer = "Bearer ";

    private readonly Sessions _sessions = new(time);
    private readonly LoginThrottle _throttle = new(time);

    /// <summary>The address that people know it by; set before the first request.</summary>
    public Uri PublicAddress { get; set; } = new("http://localhost/");

    public bool TakesKeys => true;

    public string OriginOf(HttpContext context) => PublicAddress.GetLeftPart(UriPartial.Authority);

    public string? LoginOf(HttpContext context) => $"{Home(context)}login?return={Uri.EscapeDataString(context.Request.PathBase + context.Request.Path + context.Request.QueryString)}";

    public async ValueTask<Visitor> AdmitAsync(HttpContext context, EndpointPolicy policy)
    {
        if (!IsOwn(context.Request.Host))
        {
            throw new ApiException(StatusCodes.Status421MisdirectedRequest, "host", "This address is not the dashboard's.");
        }

        if (policy.IsOpen)
        {
            return Visitor.Nobody;
        }

        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return OfKey(header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? FindKey(context, header[Bearer.Length..].Trim()) : null, context, () => true)
                is { } program ? program with { SentKey = true } : throw Unknown("This key is not valid: it is wrong, has ended, or was revoked.");
        }

        var cookie = context.Request.Cookies[CookieName(context)];
        return (_sessions.KeyOf(cookie) is { } id ? OfKey(keys.Get(id), context, () => _sessions.KeyOf(cookie) is not null) : null)
            ?? await OfSignInAsync(context)
            ?? throw Unknown("Log in first: load the page again. Programs send 'Authorization: Bearer KEY'.");
    }

    /// <summary>Whether a request was meant for the address that people know.</summary>
    public bool IsOwn(HostString host) =>
        host.Host.Equals(PublicAddress.Host, StringComparison.OrdinalIgnoreCase) && (host.Port ?? (IsSecure ? 443 : 80)) == PublicAddress.Port;

    /// <summary>Notes that somebody has signed in with their organisation.</summary>
    public void NoteSignIn(HttpContext context, ClaimsPrincipal user) => audit.Add(NameOf(user), "login", "dashboard", from: From(context));

    public void Map(EndpointMap map, string prefix)
    {
        map.Login("/login", context => KeyPage.WriteAsync(context, Home(context), Goal(context, context.Request.Query["return"]), serving.SignInScheme is not null));
        map.Session("/login", LogInAsync);
        map.Session("/logout", LogOutAsync);
        KeysApi.Map(map, keys, time);
        AuditApi.Map(map, audit);
        if (serving.SignInScheme is { } scheme)
        {
            map.Login("/login/organisation", context => context.ChallengeAsync(scheme, new AuthenticationProperties { RedirectUri = Goal(context, context.Request.Query["return"]) }));
        }
    }

    private async Task LogInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > 4096)
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "content-type", "Log in with the form of the login page.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var goal = Goal(context, form["return"]);
        if (FindKey(context, form["key"].ToString().Trim()) is not { } key)
        {
            await KeyPage.WriteAsync(context, Home(context), goal, serving.SignInScheme is not null, "This key is not valid: it is wrong, has ended, or was revoked.");
            return;
        }

        audit.Add(NameOf(key), "login", "dashboard", from: From(context));
        context.Response.Cookies.Append(CookieName(context), _sessions.Begin(key.Id), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = IsSecure,
            Path = "/",
            MaxAge = Sessions.Lifetime,
        });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = goal;
    }

    private async Task LogOutAsync(HttpContext context)
    {
        _sessions.End(context.Request.Cookies[CookieName(context)]);
        context.Response.Cookies.Delete(CookieName(context), new CookieOptions { Path = "/", Secure = IsSecure, HttpOnly = true, SameSite = SameSiteMode.Strict });
        if (serving.SignInScheme is not null)
        {
            await context.SignOutAsync(DashboardServing.SessionScheme);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{Home(context)}login";
    }

    private AccessKey? FindKey(HttpContext context, string secret)
    {
        var from = From(context);
        _throttle.Check(from);
        if (keys.Find(secret) is { } key)
        {
            return key;
        }

        _throttle.Fail(from);
        audit.Add("unknown", "login", "dashboard", from: from, problem: "wrong key");
        return null;
    }

    private Visitor? OfKey(AccessKey? key, HttpContext context, Func<bool> goesOn) => key?.IsValidAt(time.GetUtcNow()) != true ? null
        : new Visitor(NameOf(key), new AccessRights(key.Grants))
        {
            Owner = key.IsDelegated ? NameOf(key) : key.Name,
            IsWelcome = () => goesOn() && keys.Get(key.Id)?.IsValidAt(time.GetUtcNow()) == true,
            Audit = audit,
            From = From(context),
        };

    private async Task<Visitor?> OfSignInAsync(HttpContext context)
    {
        if (serving.SignInScheme is null || await context.AuthenticateAsync(DashboardServing.SessionScheme) is not { Succeeded: true, Principal: { } user, Properties: { } session })
        {
            return null;
        }

        var until = session.ExpiresUtc ?? time.GetUtcNow();
        // A name that people choose in their organisation is no key's name here.
        return new Visitor(NameOf(user), serving.Roles!.Of(user)) { Owner = $"{NameOf(user)} (sign-in)", IsWelcome = () => time.GetUtcNow() < until, Audit = audit, From = From(context) };
    }

    private bool IsSecure => PublicAddress.Scheme == Uri.UriSchemeHttps;

    // The prefix keeps other hosts of the domain from setting it.
    private string CookieName(HttpContext context) => IsSecure ? "__Host-modeltracking" : $"modeltracking-{context.Connection.LocalPort}";

    private static string Home(HttpContext context) => $"{context.Request.PathBase}/";

    // Only ever a path of this dashboard: a login page is no means to send people elsewhere.
    private static string Goal(HttpContext context, string? wanted) =>
        wanted is ['/', ..] && wanted.Length <= Limits.KeyLength && !wanted.StartsWith("//", StringComparison.Ordinal) && !wanted.Any(c => c is '\\' || char.IsControl(c)) ? wanted : Home(context);

    private static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static string NameOf(AccessKey key) => $"{key.Name} (key {key.Id})";

    private static string NameOf(ClaimsPrincipal user) =>
        user.Identity?.Name ?? user.FindFirst("preferred_username")?.Value ?? user.FindFirst(ClaimTypes.Email)?.Value ?? user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? "unknown";

    private static ApiException Unknown(string message) => new(StatusCodes.Status401Unauthorized, "login", message);
}
