using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>Writes JSON; a browser that has the same already is told so.</summary>
    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        JsonAsync(context, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Writes JSON that is made already.</summary>
    public static async Task JsonAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK
            && IsKnown(context, Convert.ToHexStringLower(SHA256.HashData(json.Span).AsSpan(0, 16))))
        {
            return;
        }

        context.Response.ContentType = JsonType;
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Sets the tag; true where the browser has that version, and the answer is complete.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        var quoted = $"\"{tag}\"";
        context.Response.Headers.ETag = quoted;
        if (!context.Request.Headers.IfNoneMatch.Contains(quoted))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Sends a page of its own that a browser saves as a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="html">The page.</param>
    /// <param name="name">What it is about; of it, a file name is made.</param>
    public static async Task PageToKeepAsync(HttpContext context, byte[] html, string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{FileName(name)}.html");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = html.Length;
        await context.Response.Body.WriteAsync(html, context.RequestAborted);
    }

    public static async Task ProblemAsync(HttpContext context, ProblemDto problem)
    {
        context.Response.Clear();
        Access.ResponseHeaders.Set(context.Response, Access.EndpointKind.Read);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = problem.Status;
        await JsonAsync(context, problem, DashboardJson.Default.ProblemDto);
    }

    /// <summary>Reads the body of a change.</summary>
    /// <exception cref="ApiException">It is no JSON of that form.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? throw ApiException.Bad("The request is empty.");
        }
        catch (JsonException)
        {
            throw ApiException.Bad("The request is no JSON of the form that is expected here.");
        }
    }

    /// <summary>A name that a file can have, of any text.</summary>
    public static string FileName(string name) => string.Concat(name.Take(80).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' ? c : '_')).Trim(' ', '.') is { Length: > 0 } safe ? safe : "run";
}
