using System.IO.Enumeration;

namespace ModelTracking.Capture.Secrets;

/// <summary>Which files are never stored, by their names alone.</summary>
internal sealed class SecretFiles(IEnumerable<string> more)
{
    private static readonly string[] Known =
    [
        ".env", ".env.*", "*.env", ".envrc",
        "*.pem", "*.key", "*.pfx", "*.p12", "*.p8", "*.jks", "*.keystore", "*.kdbx", "*.kdb", "*.ppk", "*.gpg", "*.asc", "*.snk",
        "id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", "*.ovpn",
        ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".my.cnf", ".htpasswd", ".git-credentials", ".dockercfg", ".vault-token", ".boto", ".s3cfg",
        "credentials", "credentials.*", "*.credentials", "secrets", "secrets.*", "*.secrets", "secret.*", "*.secret", "*-secrets.*", "*_secrets.*",
        "kubeconfig", "*.kubeconfig", "*.tfvars", "*.tfstate", "*.tfstate.*", "*.publishsettings", "*.pubxml.user", "local.settings.json",
        "service-account*.json", "service_account*.json", "*.token", "token.txt", "tokens.txt", "password.txt", "passwords.txt", "master.key",
        ".ssh/*", ".aws/*", ".azure/*", ".gnupg/*", ".docker/*", ".kube/*", ".databrickscfg",
    ];

    // Made to be shared.
    private static readonly string[] Harmless = [".env.example", ".env.sample", ".env.template", ".env.dist"];

    private readonly string[] _patterns = [.. Known, .. more];

    /// <summary>Whether a file of this name holds secrets.</summary>
    /// <param name="path">Path with forward slashes.</param>
    public bool IsSecret(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase) && _patterns.Any(p => Matches(p, path, name));
    }

    private static bool Matches(string pattern, string path, string name) => pattern.Contains('/', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: true) || FileSystemName.MatchesSimpleExpression("*/" + pattern, path, ignoreCase: true)
        : FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
