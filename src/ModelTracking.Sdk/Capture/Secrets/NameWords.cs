namespace ModelTracking.Capture.Secrets;

/// <summary>Finds in the name of a setting the words that secrets are named by. Upper and lower case are the same.</summary>
internal static class NameWords
{
    // What a key is of, where it is a secret.
    private static readonly string[] Keys = ["api", "access", "private", "account", "signing", "encryption", "subscription", "master", "auth", "shared"];

    // TOKENS, TOKENIZER and TOKEN_COUNT, which training is full of, are none.
    private static readonly string[] OfTokens = ["count", "type", "size", "dim", "len", "embed", "id"];

    /// <summary>Whether the name says that the value is a secret.</summary>
    public static bool AreStrong(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (IsStrong(name, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it says that the value is a password, which may be a number.</summary>
    public static bool ArePassword(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var rest = name[i..];
            if (Begins(rest, "pass")
                ? BeginsWithAny(rest[4..], 'w', 'c', 'p') || (!IsLetterAt(rest, 4) && (i == 0 || !IsLetterAt(name, i - 1)))
                : rest.Equals("pwd", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStrong(ReadOnlySpan<char> name, int at)
    {
        var rest = name[at..];
        var isWhole = at == 0;
        return char.ToLowerInvariant(rest[0]) switch
        {
            // PASS, but not PASSES.
            'p' => (Begins(rest, "pass") && (BeginsWithAny(rest[4..], 'w', 'c', 'p') || !IsLetterAt(rest, 4)))
                || (Begins(rest, "pwd") && (rest.Length == 3 || rest[3] == '_'))
                || IsKey(rest),
            's' => Begins(rest, "secret") || Begins(rest, "sas_") || Begins(rest, "sastoken") || IsKey(rest),
            't' => Begins(rest, "token") && !IsOfTokens(rest[5..]),
            'c' => Begins(rest, "credential") || Begins(rest, "cookie")
                || (Begins(rest, "conn") && IsString(Begins(rest, "connection") ? rest[10..] : rest[4..]))
                || (Begins(rest, "cert") && !Begins(rest[4..], "ain")),
            'j' => Begins(rest, "jwt"),
            'd' => isWhole && rest.Equals("dsn", StringComparison.OrdinalIgnoreCase),
            '_' => rest.Equals("_dsn", StringComparison.OrdinalIgnoreCase) || rest.Equals("_sas", StringComparison.OrdinalIgnoreCase) || rest.Equals("_auth", StringComparison.OrdinalIgnoreCase),
            'a' => Begins(rest, "authorization") || (isWhole && Begins(rest, "auth") && !Begins(rest[4..], "or")) || IsKey(rest),
            'e' or 'm' => IsKey(rest),
            _ => false,
        };
    }

    private static bool IsKey(ReadOnlySpan<char> rest)
    {
        foreach (var word in Keys)
        {
            if (Begins(rest, word) && Begins(Past(rest[word.Length..]), "key"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfTokens(ReadOnlySpan<char> after)
    {
        if (Begins(after, "s") || Begins(after, "is") || Begins(after, "iz"))
        {
            return true;
        }

        foreach (var word in OfTokens)
        {
            if (Begins(Past(after), word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsString(ReadOnlySpan<char> after) => Begins(Past(after), "str");

    private static ReadOnlySpan<char> Past(ReadOnlySpan<char> text) => text is ['_', ..] ? text[1..] : text;

    private static bool Begins(ReadOnlySpan<char> text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool BeginsWithAny(ReadOnlySpan<char> text, char a, char b, char c) => text.Length > 0 && char.ToLowerInvariant(text[0]) is var first && (first == a || first == b || first == c);

    private static bool IsLetterAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiLetter(text[at]);
}
