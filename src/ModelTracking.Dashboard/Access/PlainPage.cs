using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Pages;

namespace ModelTracking.Dashboard.Access;

/// <summary>A page without the client, for those who may not have it: plain HTML in the client's looks.</summary>
internal static class PlainPage
{
    private const string Head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>ModelTracking</title>";

    private const string Brand = "<h1 class=\"brand\"><svg width=\"28\" height=\"28\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><rect width=\"32\" height=\"32\" rx=\"7\" fill=\"var(--accent)\"/><path d=\"M6 8c3 12 8 15 20 15\" fill=\"none\" stroke=\"var(--on-accent)\" stroke-width=\"3\" stroke-linecap=\"round\"/><circle cx=\"26\" cy=\"23\" r=\"3\" fill=\"var(--on-accent)\"/></svg>ModelTracking</h1>";

    /// <summary>Says why there is no page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="home">The path of the dashboard, with a slash at the end.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="message">Why, and what to do.</param>
    public static Task WriteAsync(HttpContext context, string home, int status, string message) =>
        WriteBodyAsync(context, home, status, $"<p>{HtmlEncoder.Default.Encode(message)}</p>");

    /// <summary>Goes on to another page, as the user would by a link on this one.</summary>
    public static Task ForwardAsync(HttpContext context, string path)
    {
        var target = HtmlEncoder.Default.Encode(path);
        return WriteAsync(context, StatusCodes.Status200OK, $"<meta http-equiv=\"refresh\" content=\"0;url={target}\">{Icon(target)}", $"<p><a href=\"{target}\">Open the dashboard</a></p>");
    }

    /// <summary>Shows HTML that is made here, below the name of the dashboard.</summary>
    public static Task WriteBodyAsync(HttpContext context, string home, int status, string body)
    {
        var path = HtmlEncoder.Default.Encode(home);
        return WriteAsync(context, status, $"{Icon(path)}<link rel=\"stylesheet\" href=\"{path}assets/{AssetFiles.Style}\">", Brand + body);
    }

    // Said on every page: a browser that is not told of one asks the server for another.
    private static string Icon(string path) => $"<link rel=\"icon\" href=\"{path}assets/{AssetFiles.Icon}\" type=\"image/svg+xml\">";

    private static Task WriteAsync(HttpContext context, int status, string head, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync($"{Head}{head}</head><body class=\"door\"><main id=\"main\">{body}</main></body></html>", context.RequestAborted);
    }
}
