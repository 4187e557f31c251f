using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ModelTracking.Dashboard.Live;

/// <summary>Writes server-sent events.</summary>
internal sealed class EventWriter(HttpResponse response, TimeProvider time, TimeSpan heartbeat)
{
    private DateTimeOffset _lastWrite;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync("retry: 1000\n\n", cancellationToken);
    }

    public Task WriteAsync<T>(string id, string name, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        WriteAsync($"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n", cancellationToken);

    /// <summary>Says that the stream is alive, where nothing else did for a while.</summary>
    public Task BeatAsync(CancellationToken cancellationToken) =>
        time.GetUtcNow() - _lastWrite >= heartbeat ? WriteAsync(": still here\n\n", cancellationToken) : Task.CompletedTask;

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        _lastWrite = time.GetUtcNow();
    }
}
