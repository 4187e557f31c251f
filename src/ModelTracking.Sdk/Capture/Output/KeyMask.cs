using ModelTracking.Capture.Secrets;

namespace ModelTracking.Capture.Output;

/// <summary>Takes secrets out of lines that come one after the other; a private key goes over many of them. Not thread-safe.</summary>
internal sealed class KeyMask(Func<SecretRules> rules)
{
    // A key has fewer lines; one that never ends must not hide the rest of the log.
    private const int LongestKey = 200;

    private int _linesOfKey;

    public string Apply(string line)
    {
        if (_linesOfKey > 0)
        {
            _linesOfKey = line.Contains("-----END ", StringComparison.Ordinal) ? 0 : (_linesOfKey + 1) % LongestKey;
            return SecretRules.Redacted;
        }

        if (line.Contains("-----BEGIN ", StringComparison.Ordinal) && line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            _linesOfKey = line.Contains("-----END ", StringComparison.Ordinal) ? 0 : 1;
            return SecretRules.Redacted;
        }

        return rules().Redact(line);
    }
}
