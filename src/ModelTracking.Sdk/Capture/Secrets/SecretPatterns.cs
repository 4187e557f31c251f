using System.Text.RegularExpressions;

namespace ModelTracking.Capture.Secrets;

/// <summary>
/// What secrets look like. In each pattern the group <c>v</c>, where there is one, is the secret itself; <c>n</c> is its
/// name; <c>s</c> is a name that alone says little, so that the value has to look like a key; <c>w</c> is a mere blank between name and value.
/// </summary>
/// <remarks>Every repetition is bounded or begins at a boundary: a file of one long line takes no longer than any other.</remarks>
internal static partial class SecretPatterns
{
    private const string Name = @"(?:pass(?:word|wd|phrase|code)|(?<![a-z])pass(?![a-z])|(?<![a-z])pw(?![a-z])|pwd|secret|(?:api|access|account|private|signing|encryption|subscription|storage|license|master|auth|shared)[_\-]?key|(?<!PublicKey)token|credential|client[_\-]?secret|(?<![a-z])(?:auth|jwt|dsn)(?![a-z]))";

    // Names that only a value which looks like a key makes suspicious.
    private const string Weak = @"(?:password\w{1,24}|(?<!public[_\-]?)key)";

    private const string Quote = @"\\{0,3}[""']";

    /// <summary>Texts that are secrets by their shape: keys of well-known services, signed tokens, private keys.</summary>
    [GeneratedRegex(
        @"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$(?![\s\S]))"
        + @"|\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"
        + @"|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bglpat-[A-Za-z0-9_\-]{20,}"
        + @"|\bxox[abeoprs]-[A-Za-z0-9\-]{10,}|hooks\.slack\.com/services/[A-Za-z0-9/]{20,}|discord(?:app)?\.com/api/webhooks/[0-9]+/[A-Za-z0-9_\-]{20,}"
        + @"|\bAIza[A-Za-z0-9_\-]{35}|\bya29\.[A-Za-z0-9_\-]{20,}|\bGOCSPX-[A-Za-z0-9_\-]{20,}"
        + @"|\bsk-(?=[A-Za-z_\-]*[0-9])[A-Za-z0-9_\-]{20,}|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}"
        + @"|\bhf_[A-Za-z0-9]{30,}|\bnpm_[A-Za-z0-9]{36}|\boy2[a-z0-9]{43}|\bpypi-[A-Za-z0-9_\-]{50,}|\bgsk_[A-Za-z0-9]{40,}|\br8_[A-Za-z0-9]{35,}"
        + @"|\bdapi[a-f0-9]{32}|\bdop_v1_[a-f0-9]{64}|\bSG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|\bhvs\.[A-Za-z0-9_\-]{24,}|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}"
        + @"|\beyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}"
        + @"|(?:AccountKey|SharedAccessKey|SharedAccessSignature)=(?<v>[A-Za-z0-9+/=%&\-]{20,})"
        + @"|[?&;](?:sig|X-Amz-(?:Signature|Security-Token)|[\w\-]{0,30}(?:token|key|secret|password|signature))=(?<v>(?=[A-Za-z%+/=_\-.]*[0-9])[A-Za-z0-9%+/=_\-.]{12,})"
        + @"|\b(?:Bearer|Basic)\s+(?<v>(?=[A-Za-z._\-+/]*[0-9])[A-Za-z0-9._\-+/=]{16,})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    public static partial Regex Shape();

    /// <summary>User and password in an address, or a key in the user's place.</summary>
    [GeneratedRegex(
        @"(?<![a-zA-Z0-9+.\-])[a-zA-Z][a-zA-Z0-9+.\-]{0,30}://(?:(?<v>[^\s/@:'""<>{}$%\\]{0,200}:(?:[^\s/@'""<>{}$\\]|\$(?![{(A-Za-z_])){1,300})|(?<v>(?=[A-Za-z_\-]{0,60}[0-9])[A-Za-z0-9_\-]{16,200}))@"
        + @"|\bjdbc:[a-z0-9:]{1,40}:(?<v>[^\s/@:'""]{1,100}/[^\s/@'""]{1,100})@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    public static partial Regex Address();

    /// <summary>A password within a connection string.</summary>
    [GeneratedRegex(
        @"(?:server|data source|host|user id|uid|username|user|database|initial catalog|port)\s{0,3}=[^""'\r\n]{0,400};\s{0,3}(?:[a-z :]{0,30} )?(?:password|pwd)\s{0,3}=\s{0,3}[""']{0,2}(?<v>[^;""'\r\n<>{}]{3,})"
        + @"|\b(?:password|pwd)\s{0,3}=\s{0,3}[""']{0,2}(?<v>[^;""'\s<>{}]{3,})\s{0,3}[""']{0,2};\s{0,3}(?:server|data source|host|user id|uid|username|database|initial catalog|port|trust\w+|encrypt)\s{0,3}="
        + @"|:[0-9]{2,5},(?:[a-z]{1,30}=[^,""'\s]{1,100},){0,9}password=(?<v>[^,;""'\s<>{}]{3,})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex ConnectionString();

    /// <summary>A secret by its name, with a literal in quotes, as in source code, JSON and XML.</summary>
    [GeneratedRegex(
        @"(?:(?<n>" + Name + @")s?\d{0,3}|(?<s>" + Weak + @"))(?:" + Quote + @")?\]?\s{0,100}(?:=>|:=|[:=])\s{0,100}[@$rbfu]{0,2}" + @"\\{0,3}(?<q>[""']{1,3})(?<v>[^\r\n]{4,500}?)\\{0,3}\k<q>"
        + @"|" + Quote + @"[\w.\-:]{0,100}(?:(?<n>" + Name + @")|(?<s>" + Weak + @"))\w{0,30}" + Quote + @"\s{1,100}value\s{0,3}=\s{0,3}" + Quote + @"(?<v>[^""'\r\n]{4,}?)" + Quote
        + @"|" + Quote + @"[\w.\-:]{0,100}(?<s>" + Name + @"|" + Weak + @")\w{0,30}" + Quote + @"\s{0,3},\s{0,100}[@$]{0,2}" + Quote + @"(?<v>[^""'\r\n]{8,}?)" + Quote
        + @"|(?<s>Credentials?|Password|Token|ApiKey)\s{0,3}\(\s{0,100}(?:[@$]{0,2}" + Quote + @"[^""'\r\n]{0,200}" + Quote + @"\s{0,3},\s{0,100})?[@$]{0,2}" + Quote + @"(?<v>[^""'\r\n]{8,}?)" + Quote
        + @"|<[\w.\-:]{0,100}(?:(?<n>" + Name + @")|(?<s>" + Weak + @"))(?:\s[^<>]{0,200})?>(?<v>[^<\r\n]{4,})</",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Quoted();

    /// <summary>A secret by its name without quotes, as in settings, command lines and console output.</summary>
    [GeneratedRegex(
        @"(?:(?<n>" + Name + @")(?!\w)|(?<s>" + Weak + @")(?!\w))(?:[ \t]{0,40}[:=][ \t]{0,40}(?:[|>][+\-]?[ \t]{0,40}\r?\n[ \t]{0,100})?|(?<w>[ \t]{1,40})(?=\S))(?<v>[^\s""'#;,]{4,})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Plain();

    /// <summary>Documents that hold nothing but secrets, however they are named.</summary>
    [GeneratedRegex(@"^[ \t]*kind:[ \t]*[""']?(?:Secret|SopsSecret)\b|""type""\s*:\s*""service_account""|-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    public static partial Regex Document();

    /// <summary>Values that stand where a secret would: none of them is one.</summary>
    [GeneratedRegex(
        @"^(?:\$.*|.*[{}<>()\[\]].*|%.*%|\*+|x+|\.+|-+|your.*|my[_\-].*|example.*|change.?me.*|placeholder.*|redacted|todo.*|null|none|nil|true|false|string|required|optional|is|was|not|and|or|for|the|with|from|in|of|to|will|has|must|cannot|could|should|may|"
        + Name + @"s?|[\-+]?[0-9.,:%eE\-]{1,9}|[A-Za-z_]+(?:\.[A-Za-z_]+)+\(?.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    public static partial Regex Placeholder();
}
