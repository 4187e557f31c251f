using System.Globalization;

namespace ModelTracking.Versioning;

/// <summary>A model and one of its versions, as a text says it: <c>name</c>, <c>name/3</c>, <c>name@champion</c>, <c>name/latest</c>, <c>name/Production</c>, each with or without <c>models:/</c>.</summary>
internal sealed record ModelReference(string Name, int? Version, string? Alias, string? StageOrLatest)
{
    private const string Scheme = "models:/";

    public static ModelReference Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].TrimStart('/') : text;
        var at = rest.LastIndexOf('@');
        if (at > 0)
        {
            return new ModelReference(rest[..at], null, rest[(at + 1)..], null);
        }

        var slash = rest.LastIndexOf('/');
        if (slash <= 0)
        {
            return new ModelReference(rest, null, null, null);
        }

        var last = rest[(slash + 1)..];
        return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ModelReference(rest[..slash], number, null, null)
            : new ModelReference(rest[..slash], null, null, last);
    }
}
