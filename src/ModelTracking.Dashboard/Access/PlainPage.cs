using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace ModelTracking.Dashboard.Access;

/// <summary>A page without the client, for those who may not have it.</summary>
internal static class PlainPage
{
    private const string Head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>ModelTracking</title>";

    /// <summary>Says why there is no page.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, status, "", $"<h1>ModelTracking</h1><p>{HtmlEncoder.Default.Encode(message)}</p>");

    /// <summary>Goes on to another page, as the user would by a link on this one.</summary>
    public static Task ForwardAsync(HttpContext context, string path)
    {
        var target = HtmlEncoder.Default.Encode(path);
        return WriteAsync(context, StatusCodes.Status200OK, $"<meta http-equiv=\"refresh\" content=\"0;url={target}\">", $"<p><a href=\"{target}\">Open the dashboard</a></p>");
    }

    /// <summary>Shows a body of HTML that is made here.</summary>
    public static Task WriteBodyAsync(HttpContext context, int status, string body) => WriteAsync(context, status, "", body);

    private static Task WriteAsync(HttpContext context, int status, string head, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync($"{Head}{head}</head><body><main>{body}</main></body></html>", context.RequestAborted);
    }
}
