using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>
/// Lets in who has the link: its token is exchanged for a cookie and taken out of the address at once. Token and cookie
/// are random and new at each start. Thread-safe.
/// </summary>
internal sealed class LinkLogin(TimeProvider time)
{
    private readonly string _session = Random();
    private readonly LoginThrottle _throttle = new(time);

    /// <summary>256 random bits.</summary>
    public string Token { get; } = Random();

    /// <summary>Whether a request has the cookie.</summary>
    public bool Knows(HttpContext context) => IsSame(context.Request.Cookies[CookieName(context)], _session);

    /// <summary>Exchanges the token for the cookie and goes on to the dashboard.</summary>
    /// <exception cref="ApiException">The token is wrong, or too many were.</exception>
    public Task SignInAsync(HttpContext context, string prefix)
    {
        _throttle.Check("");
        if (!IsSame(context.Request.Query["token"], Token))
        {
            _throttle.Fail("");
            throw new ApiException(StatusCodes.Status401Unauthorized, "token", "This link is of an earlier start. Open the one that 'modeltracking ui' printed last.");
        }

        context.Response.Cookies.Append(CookieName(context), _session, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = $"{context.Request.PathBase}{prefix}/",
        });
        // Not by a redirect: a link in another program would make that a request of another site, without the new cookie.
        return PlainPage.ForwardAsync(context, $"{context.Request.PathBase}{prefix}/");
    }

    // Cookies are shared by all ports of a machine; two dashboards must not sign each other out.
    private static string CookieName(HttpContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"modeltracking-{context.Connection.LocalPort}");

    private static bool IsSame(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
