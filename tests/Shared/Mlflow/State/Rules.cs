using System.Globalization;
using System.Text.RegularExpressions;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.State;

/// <summary>Lengths and characters that the server takes.</summary>
internal static partial class Rules
{
    public const int LongestKey = 250;

    [GeneratedRegex(@"^[/\w.\- :]*$")]
    private static partial Regex KeyCharacters();

    [GeneratedRegex(@"^[a-zA-Z0-9_\-]+$")]
    private static partial Regex AliasCharacters();

    [GeneratedRegex(@"^[vV]\d+$")]
    private static partial Regex ReservedAlias();

    /// <summary>Checks a key of a metric, param or tag.</summary>
    public static void Key(string key, string parameter, string what)
    {
        if (key.Length > 0 && !KeyCharacters().IsMatch(key))
        {
            throw ApiException.Invalid($"Invalid value \"{key}\" for parameter '{parameter}' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }

        var normal = Normal(key);
        if (normal != key || normal == "." || normal.StartsWith("..", StringComparison.Ordinal) || key.StartsWith('/'))
        {
            throw ApiException.Invalid($"Invalid value \"{key}\" for parameter '{parameter}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{normal}'");
        }

        Length(key, LongestKey, what);
    }

    public static void Length(string value, int longest, string what)
    {
        if (value.Length > longest)
        {
            throw ApiException.Invalid(string.Create(CultureInfo.InvariantCulture, $"'{what}' exceeds the maximum length of {longest} characters"));
        }
    }

    /// <summary>The value, cut to what fits where the server is set so, refused elsewhere.</summary>
    public static string Fit(string value, int longest, string what, StubOptions options)
    {
        if (value.Length > longest && options.TruncateLongValues)
        {
            return value[..longest];
        }

        Length(value, longest, what);
        return value;
    }

    public static void Timestamp(MetricPoint point, string key)
    {
        if (point.Timestamp < 0)
        {
            throw ApiException.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"Invalid value {point.Timestamp} for parameter 'timestamp' supplied: metric '{key}' (value={point.Value:0.0###############}). Timestamp must be a nonnegative long (64-bit integer) "));
        }
    }

    public static void Alias(string alias)
    {
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiException.Invalid("'latest' alias name (case insensitive) is reserved.");
        }

        if (ReservedAlias().IsMatch(alias))
        {
            throw ApiException.Invalid($"Version alias name '{alias}' is reserved.");
        }

        if (!AliasCharacters().IsMatch(alias))
        {
            throw ApiException.Invalid($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        }

        Length(alias, 255, "Registered model alias name");
    }

    /// <summary>The path that a key names when it is taken as one.</summary>
    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        var joined = (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
        return joined.Length == 0 ? "." : joined;
    }
}
