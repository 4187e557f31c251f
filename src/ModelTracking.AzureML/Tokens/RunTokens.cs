using System.Net.Http.Headers;
using System.Net.Http.Json;
using Azure.Core;
using ModelTracking.AzureML.Addressing;

namespace ModelTracking.AzureML.Tokens;

/// <summary>A job's token for its own run, which the run history renews for whoever still has a good one. Thread-safe.</summary>
internal sealed class RunTokens(WorkspaceAddress address, JobEnvironment job, Func<HttpMessageHandler>? handler, TimeProvider time) : IDisposable
{
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(handler?.Invoke() ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) });

    /// <summary>The token that the job was started with; null where it was started with none. One that does not say when it ends is used until it is refused.</summary>
    public AccessToken? Given => job.Token is { } token
        ? new AccessToken(token, job.TokenExpiry ?? JsonWebToken.ExpiryOf(token) ?? time.GetUtcNow().AddYears(1))
        : null;

    /// <summary>Whether enough is known to renew it.</summary>
    public bool CanRenew => job is { Token: not null, RunId: not null, ExperimentId: not null };

    public async ValueTask<AccessToken> RenewAsync(AccessToken? present, CancellationToken cancellationToken)
    {
        var run = $"experimentids/{Uri.EscapeDataString(job.ExperimentId!)}/runs/{Uri.EscapeDataString(job.RunId!)}/token";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Service("history/v1.0"), run));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (present ?? Given!.Value).Token);
        using var response = await _http.Value.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"the job's token cannot be renewed: the run history answered {(int)response.StatusCode}.");
        }

        var answer = await response.Content.ReadFromJsonAsync(AzureMLJson.Default.RunTokenAnswer, cancellationToken).ConfigureAwait(false);
        return answer?.Token is { Length: > 0 } token
            ? new AccessToken(token, answer.ExpiryTimeUtc ?? JsonWebToken.ExpiryOf(token) ?? time.GetUtcNow().AddHours(1))
            : throw new HttpRequestException("the job's token cannot be renewed: the run history gave none.");
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
