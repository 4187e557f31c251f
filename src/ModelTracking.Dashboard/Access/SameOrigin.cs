using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>Turns away what another site makes a browser send.</summary>
internal static class SameOrigin
{
    /// <param name="context">The request.</param>
    /// <param name="policy">Of its endpoint.</param>
    /// <param name="own">The origin of the dashboard's pages.</param>
    /// <param name="visitor">Who sent it.</param>
    /// <exception cref="ApiException">Another site sent it, or a form did.</exception>
    public static void Check(HttpContext context, EndpointPolicy policy, string own, Visitor visitor)
    {
        var request = context.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (policy.Kind is EndpointKind.Read or EndpointKind.Artifact or EndpointKind.Change or EndpointKind.Session && site is not ("" or "same-origin" or "none"))
        {
            throw Foreign();
        }

        if (policy.Kind is not (EndpointKind.Change or EndpointKind.Session))
        {
            return;
        }

        // A program that sends its key with each request has no origin; a browser always tells it.
        if (!(visitor.SentKey && request.Headers.Origin.Count == 0) && !string.Equals(request.Headers.Origin, own, StringComparison.OrdinalIgnoreCase))
        {
            throw Foreign();
        }

        if (policy.Kind == EndpointKind.Change && request.ContentType?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "content-type", "Send JSON, with the content type application/json.");
        }

        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } open ? open : null;
        if (request.ContentLength > policy.BodyBytes)
        {
            // Nobody reads it. The server throws it away for some seconds more, where a limit would have it hang up: who sends before they listen would not hear why.
            limit?.MaxRequestBodySize = null;
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, "too-large", $"A request holds at most {policy.BodyBytes} bytes.");
        }

        // One that does not say how long it is ends there too.
        if (limit is not null && !(limit.MaxRequestBodySize < policy.BodyBytes))
        {
            limit.MaxRequestBodySize = policy.BodyBytes;
        }
    }

    private static ApiException Foreign() => new(StatusCodes.Status403Forbidden, "origin", "Another site sent this request. The dashboard takes requests from its own pages alone.");
}
