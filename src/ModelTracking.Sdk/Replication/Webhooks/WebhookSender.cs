using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ModelTracking.Replication.Webhooks;

/// <summary>Posts one event to one address, once.</summary>
internal sealed class WebhookSender(Func<Webhook, HttpClient> clientOf, Func<string, string?> variable)
{
    public const string EventHeader = "X-ModelTracking-Event";
    public const string DeliveryHeader = "X-ModelTracking-Delivery";
    public const string SignatureHeader = "X-ModelTracking-Signature";

    /// <summary>Null where it was taken, else why not.</summary>
    public async Task<string?> SendAsync(Webhook hook, WebhookEvent e, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(e, WebhookJson.Default.WebhookEvent);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation(EventHeader, e.Event);
        request.Headers.TryAddWithoutValidation(DeliveryHeader, e.Delivery);
        if (hook.SecretVariable is { } name)
        {
            // Unsigned would be refused by the receiver, or worse, believed.
            if (variable(name) is not { Length: > 0 } secret)
            {
                return $"the environment variable '{name}' with its secret is not set";
            }

            request.Headers.TryAddWithoutValidation(SignatureHeader, "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)).ToLowerInvariant());
        }

        try
        {
            using var response = await clientOf(hook).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"{hook.Address.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{hook.Address.Host} did not answer in time";
        }
    }
}
