using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ModelTracking.MLflow.Connection;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>Moves an artifact to a signed address of Azure's blob storage: small ones in one piece, large ones in blocks. Thread-safe.</summary>
public static class BlockBlob
{
    /// <summary>Bytes of a block, and of the largest artifact that goes in one piece: 64 MiB.</summary>
    public const int BlockSize = 64 << 20;

    /// <summary>Stores an artifact's bytes, replacing what was there.</summary>
    /// <param name="connection">Sends the requests; its credentials stay with the tracking server.</param>
    /// <param name="signed">The address that lets anybody write for a while.</param>
    /// <param name="upload">The artifact.</param>
    /// <param name="headers">Headers that go with the address. Default: none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MlflowException">The storage refused it, or cannot be reached; 401 and 403 mean that the address has expired.</exception>
    public static async Task UploadAsync(MlflowConnection connection, Uri signed, ArtifactUpload upload, IEnumerable<KeyValuePair<string, string>>? headers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(signed);
        ArgumentNullException.ThrowIfNull(upload);
        KeyValuePair<string, string>[] given = [.. headers ?? []];
        if (upload.Content.Length <= BlockSize)
        {
            await PutAsync(connection, signed, new UploadContent(upload), [.. given, KeyValuePair.Create("x-ms-blob-type", "BlockBlob")], cancellationToken).ConfigureAwait(false);
            return;
        }

        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        for (var start = 0L; start < upload.Content.Length; start += BlockSize)
        {
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes((start / BlockSize).ToString("D8", CultureInfo.InvariantCulture)));
            var block = new UploadContent(upload, start, Math.Min(BlockSize, upload.Content.Length - start));
            await PutAsync(connection, With(signed, $"comp=block&blockid={Uri.EscapeDataString(id)}"), block, given, cancellationToken).ConfigureAwait(false);
            list.Append("<Latest>").Append(id).Append("</Latest>");
        }

        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(list.Append("</BlockList>").ToString()));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        await PutAsync(connection, With(signed, "comp=blocklist"), body, given, cancellationToken).ConfigureAwait(false);
    }

    // The signature stands in the query and must stay letter by letter what it is.
    private static Uri With(Uri signed, string query) => new(signed.OriginalString + (signed.Query.Length > 0 ? "&" : "?") + query);

    private static async Task PutAsync(MlflowConnection connection, Uri uri, HttpContent content, KeyValuePair<string, string>[] headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, uri) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
    }
}
