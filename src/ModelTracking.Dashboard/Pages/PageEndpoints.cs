using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Pages;

/// <summary>The pages and the client's files.</summary>
internal static class PageEndpoints
{
    private const string Forever = "public, max-age=31536000, immutable";

    // The client decides what each shows; the server only knows that they are its own.
    private static readonly string[] Pages = ["/", "/runs/{id}", "/compare", "/models", "/models/{name}", "/history", "/history/{name}", "/reports", "/reports/{id}", "/reports/{id}/edit", "/data", "/store", "/alerts", "/access"];

    public static void Map(EndpointMap map, string prefix)
    {
        foreach (var page in Pages)
        {
            map.Page(page, context => ShellAsync(context, prefix));
        }

        map.Asset("/assets/{name}", AssetAsync);
    }

    private static async Task ShellAsync(HttpContext context, string prefix)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var home = HtmlEncoder.Default.Encode($"{context.Request.PathBase}{prefix}/");
        await context.Response.WriteAsync(AssetFiles.Shell.Replace("{base}", home, StringComparison.Ordinal), context.RequestAborted);
    }

    private static async Task AssetAsync(HttpContext context)
    {
        if (!AssetFiles.All.TryGetValue(context.Request.RouteValues["name"] as string ?? "", out var found))
        {
            throw ApiException.NotFound("There is no such file. Load the page again: the dashboard was updated.");
        }

        var file = found.Value;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (bytes, encoding) = file.Brotli is { } brotli && accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? (brotli, "br")
            : file.Gzip is { } gzip && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? (gzip, "gzip")
            : (file.Plain, "");
        var response = context.Response;
        response.ContentType = file.MediaType;
        response.Headers.CacheControl = Forever;
        response.Headers.Vary = "Accept-Encoding";
        response.ContentLength = bytes.Length;
        if (encoding.Length > 0)
        {
            response.Headers.ContentEncoding = encoding;
        }

        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
