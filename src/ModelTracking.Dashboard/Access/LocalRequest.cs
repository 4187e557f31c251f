using System.Net;
using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>Lets in only requests that come from this machine, and were meant for it: a page elsewhere whose name leads here is turned away.</summary>
internal static class LocalRequest
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    /// <exception cref="ApiException">It is from elsewhere.</exception>
    public static void Check(HttpContext context)
    {
        var (connection, request) = (context.Connection, context.Request);
        if (connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote) || Forwarding.Any(request.Headers.ContainsKey))
        {
            throw new ApiException(
                StatusCodes.Status403Forbidden,
                "not-local",
                "Without authentication the dashboard answers this machine alone. In the app: app.MapModelTracking(...).RequireAuthorization().");
        }

        if (!Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase) || request.Host.Port is { } port && port != connection.LocalPort)
        {
            throw new ApiException(StatusCodes.Status421MisdirectedRequest, "host", "This address is not the dashboard's. Use localhost or 127.0.0.1.");
        }
    }
}
