using System.Text.RegularExpressions;

namespace ModelTracking.Capture.Secrets;

/// <summary>Which settings hold secrets, by their names, and which values are none whatever the name says.</summary>
internal static partial class SecretNames
{
    private const int ShortestKey = 16;

    /// <summary>Whether an environment variable of this name holds a secret.</summary>
    public static bool IsSecret(string variable) => Strong().IsMatch(variable) || Weak().IsMatch(variable);

    /// <summary>Whether a value of a param, or of an option on a command line, is a secret: <c>--max-tokens 512</c> and <c>--sort-key date</c> are none.</summary>
    public static bool IsSecret(string name, string value)
    {
        name = name.Replace('-', '_').Replace('.', '_').Replace(':', '_');
        return (Password().IsMatch(name) && value.Length > 0 && !bool.TryParse(value, out _))
            || (!IsHarmless(value) && (Strong().IsMatch(name) || (Weak().IsMatch(name) && LooksLikeKey(value))));
    }

    /// <summary>Whether a value is a number, a switch or nothing at all, which no secret is.</summary>
    public static bool IsHarmless(string value) => value.Length == 0 || Harmless().IsMatch(value);

    /// <summary>Whether a value looks as if a machine had made it up.</summary>
    public static bool LooksLikeKey(string value) => value.Length >= ShortestKey && value.Any(char.IsAsciiLetter) && value.Any(char.IsAsciiDigit)
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-' or '~') && value.Distinct().Count() >= 8;

    // TOKEN, but not TOKENS or TOKENIZER, which training is full of; PASS, but not PASSES; CERT, but not CERTAINTY.
    [GeneratedRegex(
        @"PASS[WCP]|PASS(?![A-Z])|PWD$|PWD_|SECRET|TOKEN(?!S|I[SZ]|_?(?:COUNT|TYPE|SIZE|DIM|LEN|EMBED|ID))|(?:API|ACCESS|PRIVATE|ACCOUNT|SIGNING|ENCRYPTION|SUBSCRIPTION|MASTER|AUTH|SHARED)_?KEY"
        + @"|CREDENTIAL|CONN(?:ECTION)?_?STR|_DSN$|^DSN$|JWT|COOKIE|_SAS$|SAS_|SAS_?TOKEN|_AUTH$|^AUTH(?!OR)|AUTHORIZATION|CERT(?!AIN)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Strong();

    // A password may be a number.
    [GeneratedRegex(@"PASS[WCP]|(?<![A-Z])PASS(?![A-Z])|PWD$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"_[Kk][Ee][Yy]$|^[Kk][Ee][Yy]$|[a-z]Key$", RegexOptions.CultureInvariant)]
    private static partial Regex Weak();

    [GeneratedRegex(@"^(?:[+\-]?[0-9.]{1,7}(?:e[+\-]?[0-9]{1,3})?|true|false|yes|no|on|off|none|null|auto|default)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Harmless();
}
