namespace ModelTracking.Versioning;

/// <summary>Rules for the names of repositories, branches, tags, models and aliases.</summary>
internal static class VersionNames
{
    public const int MaxLength = 200;

    /// <summary>Refuses a name that could not be told apart on a command line or in a URI.</summary>
    /// <exception cref="ArgumentException">With what is wrong, and what to do.</exception>
    public static string Check(string? name, string what)
    {
        var problem = string.IsNullOrWhiteSpace(name) ? "is empty"
            : name.Length > MaxLength ? $"is longer than {MaxLength} characters"
            : name.Any(c => char.IsControl(c) || c is ':' or '\\' or '@' or '~' or '^' or '*' or '?') ? "holds a control character or one of : \\ @ ~ ^ * ?"
            : name[0] is '/' or '-' or ' ' || name[^1] is '/' or ' ' || name.Contains("..", StringComparison.Ordinal) || name.Contains("//", StringComparison.Ordinal) ? "begins or ends with '/', '-' or a space, or holds '..' or '//'"
            : null;
        return problem is null ? name! : throw new ArgumentException($"The {what} name '{name}' {problem}. Use letters, digits, '.', '_', '-' and '/'.", nameof(name));
    }
}
