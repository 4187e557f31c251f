using System.Text.RegularExpressions;

namespace ModelTracking.Capture.Secrets;

/// <summary>Finds secrets in text, and takes them out. Rather takes out too much than too little. Thread-safe.</summary>
internal sealed class SecretRules
{
    public const string Redacted = "[redacted]";

    private const int ShortestKnownValue = 8;

    private readonly string[] _knownValues;

    /// <param name="knownSecrets">Values that are secrets whatever they look like; short ones are passed over.</param>
    public SecretRules(IEnumerable<string>? knownSecrets = null) => _knownValues =
        [.. (knownSecrets ?? []).Where(s => s.Length >= ShortestKnownValue && s.Distinct().Count() > 3).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>Rules that know the values of those environment variables whose names say that they are secrets.</summary>
    public static SecretRules FromEnvironment()
    {
        var secrets = new List<string>();
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && IsSecretName(name) && !LooksLikePath(value))
            {
                secrets.Add(value);
            }
        }

        return new SecretRules(secrets);
    }

    /// <summary>Whether a variable of this name holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretPatterns.VariableName().IsMatch(name);

    /// <summary>Why a text must not be stored; null where nothing is wrong with it.</summary>
    /// <param name="text">The text, bytes as characters where it is not known to be text.</param>
    /// <param name="isSettings">Whether names and values stand in it without quotes.</param>
    public string? Find(string text, bool isSettings)
    {
        if (_knownValues.Any(v => text.Contains(v, StringComparison.Ordinal)))
        {
            return "holds the value of a secret environment variable";
        }

        if (SecretPatterns.Shape().IsMatch(text))
        {
            return "holds what looks like a key or a token";
        }

        return SecretPatterns.Address().IsMatch(text) || Matches(SecretPatterns.ConnectionString(), text) || Matches(SecretPatterns.Quoted(), text)
            || (isSettings && Matches(SecretPatterns.Plain(), text))
            ? "holds what looks like a password"
            : null;
    }

    /// <summary>The text with <see cref="Redacted"/> in the place of every secret.</summary>
    public string Redact(string text)
    {
        foreach (var value in _knownValues)
        {
            text = text.Replace(value, Redacted, StringComparison.Ordinal);
        }

        text = Replace(SecretPatterns.Shape(), text, always: true);
        text = Replace(SecretPatterns.Address(), text, always: true);
        text = Replace(SecretPatterns.ConnectionString(), text, always: false);
        text = Replace(SecretPatterns.Quoted(), text, always: false);
        return Replace(SecretPatterns.Plain(), text, always: false);
    }

    private static bool Matches(Regex pattern, string text)
    {
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            if (IsSecretValue(match))
            {
                return true;
            }
        }

        return false;
    }

    private static string Replace(Regex pattern, string text, bool always) => !pattern.IsMatch(text) ? text : pattern.Replace(text, match =>
    {
        if (!always && !IsSecretValue(match))
        {
            return match.Value;
        }

        var value = match.Groups["v"];
        var start = value.Index - match.Index;
        return value.Success ? string.Concat(match.Value.AsSpan(0, start), Redacted, match.Value.AsSpan(start + value.Length)) : Redacted;
    });

    // A password may be a word; a token or a key that is one is a name in the program, not a secret.
    private static bool IsSecretValue(Match match)
    {
        var value = match.Groups["v"].Value;
        if (SecretPatterns.Placeholder().IsMatch(value) || value == Redacted)
        {
            return false;
        }

        var name = match.Groups["n"].Value;
        return name.Length == 0 || name.StartsWith('p') || name.StartsWith('P')
            || (value.Length >= 8 && (value.Any(char.IsAsciiDigit) || !value.All(c => char.IsAsciiLetter(c) || c is '-' or '_' or ' ' or '/' or '.')));
    }

    private static bool LooksLikePath(string value) => value.StartsWith('/') || (value.Length > 2 && value[1] == ':' && value[2] is '\\' or '/');
}
