using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelTracking.MLflow.Connection;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ModelTracking.MLflow;

/// <summary>A way to a tracking server, with what lets us in. Thread-safe; one per server is enough.</summary>
public sealed class MlflowConnection : IDisposable
{
    private const int LargestAnswer = 256 << 20;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient _http;
    private readonly ServiceProvider? _services;
    private readonly Uri _base;

    /// <summary>Makes a connection. Does not touch the network.</summary>
    /// <exception cref="Diagnostics.TrackingException">The address, or a file it needs, is wrong; the message says what to do.</exception>
    public MlflowConnection(MlflowOptions? options = null)
        : this(options ?? new MlflowOptions(), null)
    {
    }

    internal MlflowConnection(MlflowOptions options, HttpClient? client)
    {
        Options = options;
        var address = MlflowAddress.Resolve(Options);
        Profile = address.Profile;
        Name = address.Name;
        _base = new UriBuilder(address.Server) { UserName = "", Password = "" }.Uri;
        _http = client ?? (Options.HttpClientFactory ?? MlflowHttp.Own(Options, out _services)).CreateClient(MlflowHttp.ClientName);
    }

    /// <summary>The options it was made with.</summary>
    public MlflowOptions Options { get; }

    /// <summary>How this server differs from others.</summary>
    public MlflowProfile Profile { get; }

    /// <summary>The server as it may be shown: without user and password.</summary>
    public string Name { get; }

    /// <summary>The server's base address, without user and password.</summary>
    public Uri Address => _base;

    /// <summary>Sends a request, with credentials where it goes to the server itself, and hands back a good answer with its body unread.</summary>
    /// <param name="request">The request; its content must be readable more than once.</param>
    /// <param name="isTransfer">Whether it moves an artifact, which may take long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MlflowException">The server refused it, or cannot be reached.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isTransfer, CancellationToken cancellationToken) =>
        SendAsync(request, isTransfer ? CallKind.Transfer : CallKind.Repeatable, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _services?.Dispose();
    }

    internal Task<Answer> GetAsync(string route, string query, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, query.Length > 0 ? $"{route}?{query}" : route, null, CallKind.Repeatable, cancellationToken);

    internal Task<Answer> PostAsync(string route, JsonObject body, CancellationToken cancellationToken, CallKind? kind = null) =>
        CallAsync(HttpMethod.Post, route, Bytes(body), kind ?? CallKind.Repeatable, cancellationToken);

    internal Task<Answer> CallAsync(HttpMethod method, string route, JsonObject body, CancellationToken cancellationToken) =>
        CallAsync(method, route, Bytes(body), CallKind.Repeatable, cancellationToken);

    internal async Task<Answer> CallAsync(HttpMethod method, string route, ReadOnlyMemory<byte>? body, CallKind kind, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Route(route));
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = Json;
        }

        using var response = await SendAsync(request, kind, cancellationToken).ConfigureAwait(false);
        var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        try
        {
            return answer.Length == 0 ? new Answer() : JsonSerializer.Deserialize(answer.Span, MlflowJson.Default.Answer) ?? new Answer();
        }
        catch (JsonException exception)
        {
            throw new MlflowException($"{Name} did not answer as MLflow does: {ErrorText.Of(answer.Span)}", exception) { StatusCode = response.StatusCode, ErrorCode = "NOT_MLFLOW" };
        }
    }

    internal Uri Route(string route) => new(_base, route);

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CallKind kind, CancellationToken cancellationToken)
    {
        request.Options.Set(CallKind.Key, kind);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or IOException)
        {
            throw new MlflowException($"{Name} cannot be reached: {Reason(exception)}", exception) { MayHaveArrived = !Resilience.NeverArrived(exception) };
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ErrorAsync(request, response, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MlflowException> ErrorAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            var to = response.Headers.Location is { } location ? new Uri(request.RequestUri!, location).GetLeftPart(UriPartial.Authority) : "somewhere else";
            return new MlflowException($"{Name} sends us on to {to}. Requests are not carried over to another address; give that address if it is the server's own.") { StatusCode = response.StatusCode, MayHaveArrived = false };
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException)
        {
            body = default;
        }

        var (code, message) = ErrorText.Read(body.Span);
        var status = (int)response.StatusCode;
        var isOurs = request.RequestUri is { } uri && uri.Authority == _base.Authority;
        var remedy = isOurs && response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? " " + Profile.Remedy : "";
        return new MlflowException($"{Name} answered {status}{(code is null ? "" : " " + code)}: {(message.Length > 0 ? message : response.ReasonPhrase)}{remedy}")
        {
            StatusCode = response.StatusCode,
            ErrorCode = code,
            RetryAfter = Resilience.RetryAfter(response, Options.TimeProvider),
            MayHaveArrived = response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden),
        };
    }

    // Bounded in size and, by the request's own limit, in time: a server may answer with anything.
    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var limit = Options.RequestTimeout ?? TimeSpan.FromSeconds(120);
        using var timer = new CancellationTokenSource(limit, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await stream.ReadAsync(buffer, either.Token).ConfigureAwait(false)) > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LargestAnswer)
                {
                    throw new MlflowException($"{Name} answers with more than {LargestAnswer >> 20} MiB; that is not MLflow.") { StatusCode = response.StatusCode };
                }
            }

            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = exception is OperationCanceledException ? $"the answer took longer than {limit.TotalSeconds:0} s" : Reason(exception);
            throw new MlflowException($"The answer of {Name} was lost: {reason}", exception);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        TimeoutRejectedException => "it did not answer in time.",
        BrokenCircuitException { InnerException: { } last } => $"{Reason(last).TrimEnd('.')}; it is left alone for a moment.",
        BrokenCircuitException => "nearly all of the last requests failed, so it is left alone for a moment.",
        { InnerException: { } inner } => inner.Message,
        _ => exception.Message,
    };

    private static ReadOnlyMemory<byte> Bytes(JsonObject body)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        body.WriteTo(json);
        json.Flush();
        return buffer.WrittenMemory;
    }
}
