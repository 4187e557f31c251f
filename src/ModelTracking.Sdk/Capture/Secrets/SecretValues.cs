namespace ModelTracking.Capture.Secrets;

/// <summary>Takes the passwords out of environment variables that are addresses or connection strings: each is a secret on its own, wherever it turns up.</summary>
/// <remarks>Without patterns, because it is the first thing that a program waits for.</remarks>
internal static class SecretValues
{
    public static void AddTo(List<string> secrets, string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && value.Contains('@', StringComparison.Ordinal))
        {
            var host = value[(scheme + 3)..].Split('/', '?', '#')[0];
            var user = host[..Math.Max(0, host.LastIndexOf('@'))];
            if (user.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon)
            {
                secrets.Add(user[(colon + 1)..]);
                secrets.Add(Uri.UnescapeDataString(user[(colon + 1)..]));
            }
        }

        if (!SecretGates.Settings(value))
        {
            return;
        }

        foreach (var part in value.Split(';', ','))
        {
            var split = part.IndexOf('=', StringComparison.Ordinal);
            if (split > 0 && SecretNames.IsSecret(part[..split].Trim().Replace(' ', '_'), part[(split + 1)..]))
            {
                secrets.Add(part[(split + 1)..].Trim().Trim('"', '\''));
            }
        }
    }
}
