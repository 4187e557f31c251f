namespace ModelTracking.Capture.Secrets;

/// <summary>Takes the credentials off an address.</summary>
internal static class RemoteAddress
{
    /// <summary>The address as it may be shown: without user, password and query; the user of an ssh address stays.</summary>
    public static string Strip(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            // The short form of ssh, user@host:path, knows no password.
            return address;
        }

        var start = scheme + 3;
        var end = address.IndexOfAny(['/', '?', '#'], start);
        end = end < 0 ? address.Length : end;
        var host = address[start..end];
        var at = host.LastIndexOf('@');
        if (at >= 0)
        {
            var user = host[..at].Split(':')[0];
            host = address.StartsWith("ssh", StringComparison.OrdinalIgnoreCase) ? $"{user}@{host[(at + 1)..]}" : host[(at + 1)..];
        }

        var path = address[end..];
        var query = path.IndexOfAny(['?', '#']);
        return address[..start] + host + (query < 0 ? path : path[..query]);
    }
}
