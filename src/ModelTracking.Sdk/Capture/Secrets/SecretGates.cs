namespace ModelTracking.Capture.Secrets;

/// <summary>Tells at a glance that a text cannot hold a secret of a kind, so that ordinary lines, which are most, are not searched.</summary>
internal static class SecretGates
{
    // Every key that is known by its shape has a run of as many letters and digits.
    private const int ShortestRun = 15;

    private static readonly string[] Stems = ["pass", "pw", "secret", "key", "token", "cred", "auth", "jwt", "dsn"];

    /// <summary>Whether a name of a secret may stand in the text.</summary>
    public static bool Name(string text)
    {
        foreach (var stem in Stems)
        {
            if (text.Contains(stem, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an address may stand in it.</summary>
    public static bool Address(string text) => text.Contains("://", StringComparison.Ordinal) || text.Contains("jdbc:", StringComparison.Ordinal);

    /// <summary>Whether a connection string may stand in it.</summary>
    public static bool ConnectionString(string text) => text.Contains('=', StringComparison.Ordinal) && text.AsSpan().IndexOfAny(';', ',') >= 0;

    /// <summary>Whether a key, a token or the beginning of a private key may stand in it.</summary>
    public static bool Shape(string text)
    {
        if (text.AsSpan().IndexOfAny('&', '?', ';') >= 0 || text.Contains("----", StringComparison.Ordinal) || text.Contains("kind:", StringComparison.Ordinal))
        {
            return true;
        }

        var run = 0;
        foreach (var c in text)
        {
            run = char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? run + 1 : 0;
            if (run >= ShortestRun)
            {
                return true;
            }
        }

        return false;
    }
}
