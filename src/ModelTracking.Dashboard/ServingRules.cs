using System.Net;
using ModelTracking.Access;
using ModelTracking.Diagnostics;

namespace ModelTracking.Dashboard;

/// <summary>What has to be there before others may reach a dashboard.</summary>
internal static class ServingRules
{
    /// <exception cref="TrackingException">It would be unsafe, or of no use; the message says what to do.</exception>
    public static void Check(DashboardServing serving, AccessKeys keys, TimeProvider time)
    {
        if (serving.SignInScheme is null && !keys.List().Any(k => k.IsValidAt(time.GetUtcNow())))
        {
            throw new TrackingException("Nobody could log in: there is no valid key and no sign-in, and a dashboard is not shown to others without. 'modeltracking keys add NAME --role administrator' makes a key.");
        }

        if (serving.SignInScheme is not null && (serving.Roles is null || serving.Authentication is null))
        {
            throw new TrackingException("A sign-in needs Authentication, which adds it, and Roles, which say what its users may do.");
        }

        if (serving.PublicAddress is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http") || address.AbsolutePath != "/" || address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0))
        {
            throw new TrackingException($"'{address}' is not an address that people could know the dashboard by. Give one such as https://tracking.example.org, without a path.");
        }

        var isAny = serving.Address.Equals(IPAddress.Any) || serving.Address.Equals(IPAddress.IPv6Any);
        if (isAny && serving.PublicAddress is null)
        {
            throw new TrackingException($"Listening on {serving.Address} needs the address that people know the dashboard by, such as https://tracking.example.org, so that requests for others can be turned away.");
        }

        var isSecret = serving.PublicAddress is { } known ? known.Scheme == Uri.UriSchemeHttps : serving.Certificate is not null || IPAddress.IsLoopback(serving.Address);
        if (!isSecret && !serving.AllowPlainHttp)
        {
            throw new TrackingException("Keys and data would be sent in plain text. Give a certificate, or the https address of a proxy before it; or allow plain HTTP where something else keeps the traffic secret.");
        }

        CheckCertificate(serving, time.GetUtcNow());
    }

    // Kestrel starts with either, and then no browser comes in.
    private static void CheckCertificate(DashboardServing serving, DateTimeOffset now)
    {
        if (serving.Certificate is { HasPrivateKey: false } bare)
        {
            throw new TrackingException($"The certificate of '{bare.Subject}' has no private key, and cannot be served with. Give the key as well.");
        }

        if (serving.Certificate is { } certificate && certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            throw new TrackingException($"The certificate of '{certificate.Subject}' ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}; browsers and programs refuse it. Give one that is valid.");
        }
    }
}
