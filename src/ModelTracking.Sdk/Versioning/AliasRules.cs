namespace ModelTracking.Versioning;

/// <summary>Rules for aliases, the same as MLflow's where it has some.</summary>
internal static class AliasRules
{
    public const string Latest = "latest";

    public static string Check(string? alias)
    {
        VersionNames.Check(alias, "alias");
        if (string.Equals(alias, Latest, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The alias 'latest' always means the highest version and cannot be set. Use another name.", nameof(alias));
        }

        if (alias!.TrimStart('v', 'V').All(char.IsAsciiDigit))
        {
            throw new ArgumentException($"The alias '{alias}' looks like a version number. Use a word such as 'champion'.", nameof(alias));
        }

        return alias.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"The alias '{alias}' holds a slash. Use letters, digits, '.', '_' and '-'.", nameof(alias))
            : alias;
    }
}
