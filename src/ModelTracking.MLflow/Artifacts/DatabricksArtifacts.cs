using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>Databricks: asks for a signed address for each artifact and moves the bytes there. Addresses are used once and never kept. Thread-safe.</summary>
internal sealed class DatabricksArtifacts(MlflowConnection connection) : IMlflowArtifactStore
{
    private const int AppendSize = 64 << 20;

    public async Task UploadAsync(MlflowRunInfo run, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(await SignAsync("credentials-for-write", run, upload.Path, cancellationToken).ConfigureAwait(false), upload, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (IsExpired(exception))
        {
            await PutAsync(await SignAsync("credentials-for-write", run, upload.Path, cancellationToken).ConfigureAwait(false), upload, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Stream> OpenReadAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken)
    {
        var signed = await SignAsync("credentials-for-read", run, path, cancellationToken).ConfigureAwait(false);
        try
        {
            using var request = Request(HttpMethod.Get, new Uri(signed.SignedUri), signed, null);
            var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"Run {run.RunId} has no artifact '{path}'.", path, exception);
        }
    }

    private static bool IsExpired(MlflowException exception) => exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private async Task<ArtifactCredential> SignAsync(string call, MlflowRunInfo run, string path, CancellationToken cancellationToken)
    {
        var answer = await connection.PostAsync($"{Query.Api}artifacts/{call}", new JsonObject { ["run_id"] = run.RunId, ["path"] = new JsonArray(path) }, cancellationToken).ConfigureAwait(false);
        return answer.CredentialInfos is [var first, ..] ? first : throw new MlflowException($"{connection.Name} gives no address for artifact '{path}'.") { StatusCode = HttpStatusCode.BadRequest };
    }

    private Task PutAsync(ArtifactCredential signed, ArtifactUpload upload, CancellationToken cancellationToken) => signed.Type switch
    {
        "AZURE_ADLS_GEN2_SAS_URI" => AppendAsync(signed, upload, cancellationToken),
        "AZURE_SAS_URI" => BlockBlob.UploadAsync(connection, new Uri(signed.SignedUri), upload, (signed.Headers ?? []).Select(h => KeyValuePair.Create(h.Name, h.Value)), cancellationToken),
        _ => SendAsync(HttpMethod.Put, new Uri(signed.SignedUri), signed, new UploadContent(upload), cancellationToken),
    };

    private async Task AppendAsync(ArtifactCredential signed, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        await SendAsync(HttpMethod.Put, With(signed, "resource=file"), signed, new ByteArrayContent([]), cancellationToken).ConfigureAwait(false);
        for (var start = 0L; start < upload.Content.Length; start += AppendSize)
        {
            var part = new UploadContent(upload, start, Math.Min(AppendSize, upload.Content.Length - start));
            await SendAsync(HttpMethod.Patch, With(signed, $"action=append&position={start.ToString(CultureInfo.InvariantCulture)}"), signed, part, cancellationToken).ConfigureAwait(false);
        }

        var end = upload.Content.Length.ToString(CultureInfo.InvariantCulture);
        await SendAsync(HttpMethod.Patch, With(signed, $"action=flush&position={end}"), signed, new ByteArrayContent([]), cancellationToken).ConfigureAwait(false);
    }

    private static Uri With(ArtifactCredential signed, string query) => new(signed.SignedUri + (signed.SignedUri.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query);

    private async Task SendAsync(HttpMethod method, Uri uri, ArtifactCredential signed, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = Request(method, uri, signed, content);
        using var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri uri, ArtifactCredential signed, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, uri) { Content = content };
        foreach (var header in signed.Headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }
}
