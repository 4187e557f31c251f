using System.Text;
using System.Text.RegularExpressions;

namespace ModelTracking.Capture.Secrets;

/// <summary>Finds secrets in text, and takes them out. Rather takes out too much than too little. Thread-safe.</summary>
internal sealed class SecretRules
{
    public const string Redacted = "[redacted]";

    private const int ShortestKnownValue = 6;
    private const int LeastDifferent = 4;

    private static readonly Lazy<SecretRules> OfThisProcess = new(FromEnvironment);

    private readonly string[] _knownValues;

    /// <param name="knownSecrets">Values that are secrets whatever they look like; short ones are passed over.</param>
    public SecretRules(IEnumerable<string>? knownSecrets = null)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var secret in knownSecrets ?? [])
        {
            Disguises.AddTo(known, secret);
        }

        known.RemoveWhere(IsNoSecret);
        _knownValues = [.. known];

        // The longest first: it may hold another.
        Array.Sort(_knownValues, static (a, b) => b.Length.CompareTo(a.Length));
    }

    /// <summary>Rules that know the secrets that the process was started with.</summary>
    public static SecretRules OfProcess => OfThisProcess.Value;

    /// <summary>Rules that know the values of those environment variables whose names say that they are secrets, and the passwords within others.</summary>
    public static SecretRules FromEnvironment()
    {
        var secrets = new List<string>();
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (variable is not { Key: string name, Value: string value } || SecretNames.IsHarmless(value))
            {
                continue;
            }

            SecretValues.AddTo(secrets, value);
            if (SecretNames.IsSecret(name) && !(Path.IsPathRooted(value) && Path.Exists(value)))
            {
                secrets.Add(value);
            }
        }

        return new SecretRules(secrets);
    }

    /// <summary>Why a text must not be stored; null where nothing is wrong with it.</summary>
    /// <param name="text">The text, bytes as characters where it is not known to be text.</param>
    /// <param name="isSettings">Whether names and values stand in it without quotes.</param>
    public string? Find(string text, bool isSettings)
    {
        if (_knownValues.Any(v => text.Contains(v, StringComparison.Ordinal)))
        {
            return "holds the value of a secret environment variable";
        }

        if (FindDocument(text) is not null || (SecretGates.Shape(text) && SecretPatterns.Shape().IsMatch(text)))
        {
            return "holds what looks like a key or a token";
        }

        return (SecretGates.Address(text) && SecretPatterns.Address().IsMatch(text))
            || (SecretGates.ConnectionString(text) && Matches(SecretPatterns.ConnectionString(), text))
            || (SecretGates.Quoted(text) && Matches(SecretPatterns.Quoted(), text))
            || (isSettings && SecretGates.Plain(text) && Matches(SecretPatterns.Plain(), text))
            ? "holds what looks like a password"
            : null;
    }

    /// <summary>Why a file must not be stored, not even in part; null where nothing is wrong with it.</summary>
    public static string? FindDocument(string text) => SecretGates.Document(text) && SecretPatterns.Document().IsMatch(text) ? "holds what looks like a key or a token" : null;

    /// <summary>The text with <see cref="Redacted"/> in the place of every secret.</summary>
    public string Redact(string text)
    {
        foreach (var value in _knownValues)
        {
            text = text.Replace(value, Redacted, StringComparison.Ordinal);
        }

        text = SecretGates.Shape(text) ? Replace(SecretPatterns.Shape(), text, always: true) : text;
        text = SecretGates.Address(text) ? Replace(SecretPatterns.Address(), text, always: true) : text;
        text = SecretGates.ConnectionString(text) ? Replace(SecretPatterns.ConnectionString(), text, always: false) : text;
        text = SecretGates.Quoted(text) ? Replace(SecretPatterns.Quoted(), text, always: false) : text;
        return SecretGates.Plain(text) ? Replace(SecretPatterns.Plain(), text, always: false) : text;
    }

    private static bool IsNoSecret(string value)
    {
        if (value.Length < ShortestKnownValue)
        {
            return true;
        }

        var different = 1;
        for (var i = 1; i < value.Length && different < LeastDifferent; i++)
        {
            different += value.LastIndexOf(value[i], i - 1) < 0 ? 1 : 0;
        }

        return different < LeastDifferent;
    }

    private static bool Matches(Regex pattern, string text) => Next(pattern, text, 0) is not null;

    private static string Replace(Regex pattern, string text, bool always)
    {
        var match = always ? pattern.Match(text) : Next(pattern, text, 0);
        if (match is not { Success: true })
        {
            return text;
        }

        var kept = new StringBuilder();
        var from = 0;
        for (; match is { Success: true }; match = always ? match.NextMatch() : Next(pattern, text, from))
        {
            var secret = match.Groups["v"] is { Success: true } value ? value : match;
            kept.Append(text, from, secret.Index - from).Append(Redacted);
            from = secret.Index + secret.Length;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }

    // What looked like a secret and is none may still hold the beginning of one.
    private static Match? Next(Regex pattern, string text, int from)
    {
        var match = pattern.Match(text, from);
        while (match.Success && !IsSecretValue(text, match))
        {
            match = pattern.Match(text, match.Index + 1);
        }

        return match.Success ? match : null;
    }

    // A password may be a word; a token or a key that is one is a name in the program, not a secret.
    private static bool IsSecretValue(string text, Match match)
    {
        var value = match.Groups["v"].Value;
        if (SecretPatterns.Placeholder().IsMatch(value) || value == Redacted)
        {
            return false;
        }

        if (match.Groups["s"] is { Success: true } weak)
        {
            return SecretNames.LooksLikeKey(value) || (IsPasswordName(weak.Value) && LooksLikePassword(value));
        }

        var name = match.Groups["n"];
        var isWord = value.All(c => char.IsAsciiLetter(c) || c is '-' or '_' or ' ' or '/' or '.');
        var isOption = name.Index > 0 && text[name.Index - 1] is '-' or '_';
        return !(isWord && match.Groups["w"].Success && !isOption)
            && (name.Length == 0 || IsPasswordName(name.Value) || (value.Length >= 8 && !isWord));
    }

    private static bool IsPasswordName(string name) => name.StartsWith('p') || name.StartsWith('P') || name.StartsWith("cred", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikePassword(string value) => value.Length >= 8 && !value.Any(char.IsWhiteSpace) && value.Any(char.IsAsciiLetter) && value.Any(char.IsAsciiDigit) && !value.StartsWith('/');
}
