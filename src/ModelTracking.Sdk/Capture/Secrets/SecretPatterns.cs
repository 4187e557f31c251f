using System.Text.RegularExpressions;

namespace ModelTracking.Capture.Secrets;

/// <summary>What secrets look like. In each pattern the group <c>v</c>, where there is one, is the secret itself.</summary>
internal static partial class SecretPatterns
{
    private const string Name = @"(?:pass(?:word|wd|phrase)|pwd|secret|api[_\-]?key|access[_\-]?key|account[_\-]?key|private[_\-]?key|signing[_\-]?key|encryption[_\-]?key|token|credential|client[_\-]?secret)";

    /// <summary>Texts that are secrets by their shape: keys of well-known services, signed tokens, private keys.</summary>
    [GeneratedRegex(
        @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
        + @"|\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"
        + @"|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bglpat-[A-Za-z0-9_\-]{20,}"
        + @"|\bxox[abeoprs]-[A-Za-z0-9\-]{10,}|hooks\.slack\.com/services/[A-Za-z0-9/]{20,}"
        + @"|\bAIza[A-Za-z0-9_\-]{35}|\bya29\.[A-Za-z0-9_\-]{20,}"
        + @"|\bsk-(?=[A-Za-z_\-]*[0-9])[A-Za-z0-9_\-]{20,}|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"
        + @"|\bhf_[A-Za-z0-9]{30,}|\bnpm_[A-Za-z0-9]{36}|\boy2[a-z0-9]{43}|\bpypi-[A-Za-z0-9_\-]{50,}"
        + @"|\bdapi[a-f0-9]{32}|\bdop_v1_[a-f0-9]{64}|\bSG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}"
        + @"|\beyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}"
        + @"|(?:AccountKey|SharedAccessKey|SharedAccessSignature)=(?<v>[A-Za-z0-9+/=%&\-]{20,})"
        + @"|[?&]sig=(?<v>[A-Za-z0-9%+/=_\-]{20,})"
        + @"|\b(?:Bearer|Basic)\s+(?<v>(?=[A-Za-z._\-+/]*[0-9])[A-Za-z0-9._\-+/=]{16,})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    public static partial Regex Shape();

    /// <summary>User and password in an address.</summary>
    [GeneratedRegex(@"[a-zA-Z][a-zA-Z0-9+.\-]*://(?<v>[^\s/@:'""<>{}$%]*:[^\s/@'""<>{}$]+)@", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    public static partial Regex Address();

    /// <summary>A password within a connection string.</summary>
    [GeneratedRegex(
        @"(?:server|data source|host|user id|uid|username|user|database|initial catalog|port)\s*=[^""'\r\n]{0,400};\s*(?:password|pwd)\s*=\s*(?<v>[^;""'\r\n<>{}]{3,})"
        + @"|\b(?:password|pwd)\s*=\s*(?<v>[^;""'\s<>{}]{3,})\s*;\s*(?:server|data source|host|user id|uid|username|database|initial catalog|port|trust\w+|encrypt)\s*=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex ConnectionString();

    /// <summary>A secret by its name, with a literal in quotes, as in source code, JSON and XML.</summary>
    [GeneratedRegex(
        @"(?<n>" + Name + @")s?\d*[""']?\]?\s*(?:=>|:=|[:=])\s*[@$rbfu]{0,2}[""'](?<v>[^""'\r\n]{4,})[""']"
        + @"|[""'][\w.\-:]*(?<n>" + Name + @")\w*[""']\s+value\s*=\s*[""'](?<v>[^""'\r\n]{4,})[""']"
        + @"|<[\w.\-:]*(?<n>" + Name + @")>(?<v>[^<\r\n]{4,})</",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Quoted();

    /// <summary>A secret by its name without quotes, as in settings, command lines and console output.</summary>
    [GeneratedRegex(
        @"(?<n>" + Name + @")(?!\w)(?:\s*[:=]\s*|\s+(?=\S))(?<v>[^\s""'#;,]{4,})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Plain();

    /// <summary>Values that stand where a secret would: none of them is one.</summary>
    [GeneratedRegex(
        @"^(?:\$.*|.*[{}<>()\[\]].*|%.*%|\*+|x+|\.+|-+|your.*|my[_\-].*|example.*|change.?me.*|placeholder.*|redacted|todo.*|null|none|nil|true|false|string|is|was|not|and|or|for|the|with|from|in|of|to|will|has|must|cannot|could|should|may|"
        + Name + @"s?|[\-+]?[0-9.,:%eE\-]+|[A-Za-z_]+(?:\.[A-Za-z_]+)+\(?.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Placeholder();

    /// <summary>Names of settings and environment variables whose values are secrets.</summary>
    [GeneratedRegex(
        @"PASS|PWD$|PWD_|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|ACCOUNT_?KEY|_KEY$|^KEY$|CREDENTIAL|CONN(?:ECTION)?_?STR|_DSN$|JWT|COOKIE|SIGNATURE|_SAS$|SAS_|_AUTH$|^AUTH|AUTHORIZATION|CERT",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex VariableName();
}
