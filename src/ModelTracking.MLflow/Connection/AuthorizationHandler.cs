using System.Net;

namespace ModelTracking.MLflow.Connection;

/// <summary>
/// Adds credentials to requests to the tracking server, and to no other host; redirects are never followed. A refused token is renewed
/// once, where it can be.
/// </summary>
internal sealed class AuthorizationHandler(MlflowCredentials credentials, Uri server) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isOurs = request.RequestUri is { } uri && uri.Scheme == server.Scheme && uri.Authority == server.Authority;
        request.Headers.Authorization = isOurs ? await credentials.HeaderAsync(renew: false, cancellationToken).ConfigureAwait(false) : null;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !isOurs || !credentials.CanRenew)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = await credentials.HeaderAsync(renew: true, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
