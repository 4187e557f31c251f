using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ModelTracking.MLflow.Connection;

/// <summary>
/// Tokens of a service principal: OAuth's client credentials, as Databricks gives them for machines. A token is kept until shortly before it
/// expires, or until it is refused. Never printed. Thread-safe.
/// </summary>
internal sealed class ClientCredentials(Uri server, string id, string secret, MlflowOptions options) : IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _gate = new(1);
    private string? _token;
    private DateTimeOffset _until;

    public async ValueTask<string> GetAsync(bool isRefused, CancellationToken cancellationToken)
    {
        var refused = isRefused ? _token : null;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = options.TimeProvider.GetUtcNow();
            if (_token is null || now >= _until || (isRefused && ReferenceEquals(_token, refused)))
            {
                var answer = await AskAsync(cancellationToken).ConfigureAwait(false);
                _token = answer.AccessToken;
                _until = now + TimeSpan.FromSeconds(answer.ExpiresIn) - Ahead;
            }

            return _token!;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<TokenAnswer> AskAsync(CancellationToken cancellationToken)
    {
        // Asked for once an hour: a client of its own, outside of the one that needs the token.
        using var http = new HttpClient(options.PrimaryHandler?.Invoke() ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "oidc/v1/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "all-apis")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var isRefused = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        if (!response.IsSuccessStatusCode)
        {
            throw new MlflowException($"Service principal '{id}' gets no token from {server.Host}: {(int)response.StatusCode} {ErrorText.Of(body)} Set DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or client_id and client_secret of a profile in ~/.databrickscfg.")
            {
                StatusCode = isRefused ? HttpStatusCode.Unauthorized : response.StatusCode,
                MayHaveArrived = false,
            };
        }

        try
        {
            return JsonSerializer.Deserialize(body, MlflowJson.Default.TokenAnswer) is { AccessToken.Length: > 0 } answer ? answer : throw new JsonException("there is no token in it");
        }
        catch (JsonException exception)
        {
            throw new MlflowException($"{server.Host} did not answer as Databricks does when it was asked for a token: {exception.Message}", exception) { StatusCode = HttpStatusCode.BadGateway, MayHaveArrived = false };
        }
    }
}
