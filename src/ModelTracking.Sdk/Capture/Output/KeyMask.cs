namespace ModelTracking.Capture.Output;

/// <summary>Knows which of the lines that come one after the other belong to a private key, which goes over many of them. Not thread-safe.</summary>
internal sealed class KeyMask
{
    // A key has fewer lines; one that never ends must not hide the rest of the log.
    private const int LongestKey = 200;

    private int _linesOfKey;

    /// <summary>Whether a line is part of a key. Every line has to pass here, also one that is not kept.</summary>
    public bool Hides(string line)
    {
        if (_linesOfKey == 0 && !line.Contains('-', StringComparison.Ordinal))
        {
            return false;
        }

        var isMark = line.Contains("-----", StringComparison.Ordinal);
        if (_linesOfKey == 0 && !(isMark && line.Contains("-----BEGIN ", StringComparison.Ordinal) && line.Contains("PRIVATE KEY", StringComparison.Ordinal)))
        {
            return false;
        }

        _linesOfKey = isMark && line.Contains("-----END ", StringComparison.Ordinal) ? 0 : (_linesOfKey + 1) % LongestKey;
        return true;
    }
}
