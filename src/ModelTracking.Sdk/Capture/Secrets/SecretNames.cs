namespace ModelTracking.Capture.Secrets;

/// <summary>Which settings hold secrets, by their names, and which values are none whatever the name says.</summary>
/// <remarks>Without regular expressions: a program waits for this when it logs its command line, and compiling those took a fifth of a second.</remarks>
internal static class SecretNames
{
    private const int ShortestKey = 16;

    private static readonly string[] Switches = ["true", "false", "yes", "no", "on", "off", "none", "null", "auto", "default"];

    /// <summary>Whether an environment variable of this name holds a secret.</summary>
    public static bool IsSecret(string variable) => NameWords.AreStrong(variable) || IsWeak(variable);

    /// <summary>Whether a value of a param, or of an option on a command line, is a secret: <c>--max-tokens 512</c> and <c>--sort-key date</c> are none.</summary>
    public static bool IsSecret(string name, string value)
    {
        name = name.Replace('-', '_').Replace('.', '_').Replace(':', '_');
        return (NameWords.ArePassword(name) && value.Length > 0 && !bool.TryParse(value, out _))
            || (!IsHarmless(value) && (NameWords.AreStrong(name) || (IsWeak(name) && LooksLikeKey(value))));
    }

    /// <summary>Whether a value is a number, a switch or nothing at all, which no secret is.</summary>
    public static bool IsHarmless(string value)
    {
        if (value.Length == 0)
        {
            return true;
        }

        foreach (var word in Switches)
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return IsShortNumber(value);
    }

    /// <summary>Whether a value looks as if a machine had made it up.</summary>
    public static bool LooksLikeKey(string value)
    {
        const int Different = 8;
        if (value.Length < ShortestKey)
        {
            return false;
        }

        var (hasLetter, hasDigit) = (false, false);
        var seen = (Low: 0UL, High: 0UL);
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=' or '_' or '-' or '~'))
            {
                return false;
            }

            hasLetter |= char.IsAsciiLetter(c);
            hasDigit |= char.IsAsciiDigit(c);
            seen = c < 64 ? (seen.Low | (1UL << c), seen.High) : (seen.Low, seen.High | (1UL << (c - 64)));
        }

        return hasLetter && hasDigit && ulong.PopCount(seen.Low) + ulong.PopCount(seen.High) >= Different;
    }

    // STORAGE_KEY, key, storageKey: only a value that looks like a key makes it one.
    private static bool IsWeak(string name) =>
        name.EndsWith("key", StringComparison.OrdinalIgnoreCase)
        && (name.Length == 3 || name[^4] == '_' || (char.IsAsciiLetterLower(name[^4]) && name.EndsWith("Key", StringComparison.Ordinal)));

    // At most seven digits and points, with a sign and an exponent: a longer one may be a secret.
    private static bool IsShortNumber(ReadOnlySpan<char> value)
    {
        const int MostDigits = 7;
        const int MostOfExponent = 3;
        value = value[0] is '+' or '-' ? value[1..] : value;
        var digits = Digits(value, orPoints: true);
        if (digits is 0 or > MostDigits)
        {
            return false;
        }

        if (digits == value.Length)
        {
            return true;
        }

        var exponent = value[(digits + 1)..];
        exponent = exponent is ['+' or '-', ..] ? exponent[1..] : exponent;
        return value[digits] is 'e' or 'E' && exponent.Length is > 0 and <= MostOfExponent && Digits(exponent, orPoints: false) == exponent.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, bool orPoints)
    {
        var count = 0;
        while (count < text.Length && (char.IsAsciiDigit(text[count]) || (orPoints && text[count] == '.')))
        {
            count++;
        }

        return count;
    }
}
