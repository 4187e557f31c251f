using System.Net;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>An artifact, or a part of it, as a request's body: streamed, and opened afresh for each try.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly ArtifactUpload _upload;
    private readonly long _start;
    private readonly long _length;

    public UploadContent(ArtifactUpload upload, long start = 0, long? length = null)
    {
        _upload = upload;
        _start = start;
        _length = length ?? upload.Content.Length;
        Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(upload.MediaType, out var type) ? type : new("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var content = _upload.Content.OpenRead();
        await SkipAsync(content, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        for (var sent = 0L; sent < _length;)
        {
            var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, _length - sent)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new InvalidDataException($"'{_upload.Path}' is shorter than it was when it was logged.");
            }

            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            sent += read;
            _upload.Progress?.Report(_start + sent);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    private async Task SkipAsync(Stream content, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            content.Seek(_start, SeekOrigin.Begin);
            return;
        }

        var buffer = new byte[1 << 16];
        for (var left = _start; left > 0;)
        {
            left -= await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken).ConfigureAwait(false);
        }
    }
}
