using Microsoft.AspNetCore.Http;

namespace ModelTracking.Dashboard.Access;

/// <summary>What a browser may do with an answer.</summary>
internal static class ResponseHeaders
{
    /// <summary>Pages run the dashboard's own files and nothing else; nothing is inline, nothing is evaluated, nothing leaves.</summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "frame-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>What was logged runs nothing, loads nothing, and has no origin from which it could ask for anything.</summary>
    public const string ArtifactPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    // Not sandboxed: a sandboxed page may not go on to another one.
    private const string LoginPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string NothingPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public static void Set(HttpResponse response, EndpointKind kind)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = kind switch
        {
            EndpointKind.Page => PagePolicy,
            EndpointKind.Artifact => ArtifactPolicy,
            EndpointKind.Login or EndpointKind.Session => LoginPolicy,
            _ => NothingPolicy,
        };
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = kind == EndpointKind.Artifact ? "SAMEORIGIN" : "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = kind is EndpointKind.Login or EndpointKind.Session ? "no-store" : "private, no-cache";
    }
}
