namespace ModelTracking.Capture.Secrets;

/// <summary>
/// Tells at a glance that a text cannot hold a secret of a kind, so that ordinary lines and values, which are most, are not searched.
/// Each lets through all that its pattern in <see cref="SecretPatterns"/> can match: a test compares them.
/// </summary>
/// <remarks>A pattern costs a program tens of milliseconds when it is first used, which a value on a command line has to be worth.</remarks>
internal static class SecretGates
{
    // Every key that is known by its beginning is longer.
    private const int ShortestKey = 15;

    // How the keys and tokens of well-known services begin.
    private static readonly WordSearch Keys = new(
    [
        "AKIA", "ASIA", "ABIA", "ACCA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "AIza", "ya29.", "GOCSPX-",
        "sk-", "sk_", "rk_", "hf_", "npm_", "oy2", "pypi-", "gsk_", "r8_", "dapi", "dop_v1_", "SG.", "hvs.", "AGE-SECRET-KEY-", "eyJ", "Bearer", "Basic",
    ]);

    private static readonly WordSearch Names = new(["pass", "pw", "secret", "key", "token", "cred", "auth", "jwt", "dsn"], ignoresCase: true);

    private static readonly WordSearch Passwords = new(["password", "pwd"], ignoresCase: true);

    // Parts of an address that are secrets.
    private static readonly WordSearch Queries = new(["sig", "X-Amz-", "token", "key", "secret", "password"]);

    private static readonly WordSearch Documents = new(["kind:", "service_account", "PRIVATE KEY"]);

    private static readonly WordSearch Anywhere = new(["PRIVATE KEY", "hooks.slack.com/", "/api/webhooks/", "AccountKey=", "SharedAccess"]);

    /// <summary>Whether a name of a secret may stand in the text, with its value in quotes or as an element.</summary>
    public static bool Quoted(string text) => text.AsSpan().IndexOfAny('"', '\'', '<') >= 0 && Names.IsIn(text);

    /// <summary>Whether a name of a secret may stand in the text, with its value behind it.</summary>
    public static bool Plain(string text) => (text.AsSpan().IndexOfAny(':', '=', ' ') >= 0 || text.Contains('\t', StringComparison.Ordinal)) && Names.IsIn(text);

    /// <summary>Whether an address with a user may stand in it.</summary>
    public static bool Address(string text) => text.Contains('@', StringComparison.Ordinal)
        && (text.Contains("://", StringComparison.Ordinal) || text.Contains("jdbc:", StringComparison.Ordinal));

    /// <summary>Whether a connection string with a password may stand in it.</summary>
    public static bool ConnectionString(string text) => Settings(text) && Passwords.IsIn(text);

    /// <summary>Whether settings in one line may stand in it, as in a connection string.</summary>
    public static bool Settings(string text) => text.Contains('=', StringComparison.Ordinal) && text.AsSpan().IndexOfAny(';', ',') >= 0;

    /// <summary>Whether it may be a document that holds nothing but secrets.</summary>
    public static bool Document(string text) => Documents.IsIn(text);

    /// <summary>Whether a key, a token or the beginning of a private key may stand in it.</summary>
    public static bool Shape(string text) => Keys.BeginsWordOf(text, ShortestKey) || Anywhere.IsIn(text)
        || (text.AsSpan().IndexOfAny('?', '&', ';') >= 0 && text.Contains('=', StringComparison.Ordinal) && Queries.IsIn(text));
}
