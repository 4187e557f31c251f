using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Reads a request's values, each within its limit.</summary>
internal static class Ask
{
    /// <summary>The run that the path names.</summary>
    /// <exception cref="ApiException">It is no identity.</exception>
    public static RunId Run(HttpContext context) => Run(context.Request.RouteValues["id"] as string);

    public static RunId Run(string? text) => RunId.TryParse(text, out var id) ? id : throw ApiException.NotFound("There is no such run.");

    public static string Text(HttpContext context, string name, int most = Limits.QueryLength)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length <= most ? text : throw ApiException.Bad($"'{name}' is longer than {most} characters.");
    }

    public static string[] Texts(HttpContext context, string name, int most)
    {
        var texts = context.Request.Query[name];
        return texts.Count > most ? throw ApiException.Bad($"'{name}' is given {texts.Count} times, and at most {most} are taken.")
            : [.. texts.Select(t => t is { Length: <= Limits.KeyLength } ? t : throw ApiException.Bad($"'{name}' is longer than {Limits.KeyLength} characters."))];
    }

    public static int Number(HttpContext context, string name, int otherwise, int least, int most)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 ? otherwise
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least ? Math.Min(number, most)
            : throw ApiException.Bad($"'{name}' is a whole number from {least} to {most}.");
    }

    public static long? Step(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiException.Bad($"'{name}' is a whole number.");
    }
}
