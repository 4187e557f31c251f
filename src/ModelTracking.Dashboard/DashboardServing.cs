using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication;

namespace ModelTracking.Dashboard;

/// <summary>How a dashboard is served to others; see <see cref="DashboardServer.ServeAsync"/>. Plain values, read once.</summary>
public sealed class DashboardServing
{
    /// <summary>The cookie scheme that an organisation's sign-in signs in to.</summary>
    public const string SessionScheme = "modeltracking";

    /// <summary>The address it listens on. Default: loopback, for a proxy on the same machine.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any that is free. Default: 6010.</summary>
    public int Port { get; set; } = 6010;

    /// <summary>
    /// The address that people and programs know it by, such as <c>https://tracking.example.org</c>; requests for another are turned away. Default: where it
    /// listens, which has to be one address then.
    /// </summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>The certificate for HTTPS, with its private key. Default: none; a proxy before it speaks HTTPS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Allows plain HTTP beyond loopback, because something else keeps the traffic secret, such as a VPN. Default: false.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>The scheme of an organisation's sign-in that <see cref="Authentication"/> adds. Default: none; keys alone.</summary>
    public string? SignInScheme { get; set; }

    /// <summary>Adds the sign-in, for example OpenID Connect, with <see cref="SessionScheme"/> as its sign-in scheme. Default: nothing.</summary>
    public Action<AuthenticationBuilder>? Authentication { get; set; }

    /// <summary>What claims of those who sign in give them. Default: none; needed where there is a <see cref="SignInScheme"/>.</summary>
    public ClaimRoles? Roles { get; set; }
}
