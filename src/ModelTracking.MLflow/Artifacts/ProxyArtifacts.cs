using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ModelTracking.MLflow.Connection;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Artifacts;

/// <summary>
/// MLflow's own ways: through the server (<c>mlflow-artifacts:</c>), in parts where its store can do that, or straight into a folder that
/// client and server both see. Thread-safe.
/// </summary>
internal sealed class ProxyArtifacts(MlflowConnection connection) : IMlflowArtifactStore
{
    private const string Api = "api/2.0/mlflow-artifacts/";
    private readonly ConcurrentDictionary<(string Place, string Hash), MultipartState> _begun = new();
    private volatile bool _hasNoParts;

    public async Task UploadAsync(MlflowRunInfo run, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        var place = Place.Of(connection, run.ArtifactUri, upload.Path);
        if (place.Folder is { } file)
        {
            await LocalArtifacts.UploadAsync(file, upload, cancellationToken).ConfigureAwait(false);
        }
        else if (upload.Content.Length < connection.Options.MultipartThreshold || _hasNoParts || !await TryPartsAsync(place, upload, cancellationToken).ConfigureAwait(false))
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, place.Route($"{Api}artifacts/")) { Content = new UploadContent(upload) };
            using var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Stream> OpenReadAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken)
    {
        var place = Place.Of(connection, run.ArtifactUri, path);
        if (place.Folder is { } file)
        {
            return LocalArtifacts.OpenRead(file, path);
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place.Route($"{Api}artifacts/"));
            var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.NotFound
            || (exception.StatusCode is HttpStatusCode.InternalServerError && exception.Message.Contains("No such file", StringComparison.Ordinal)))
        {
            // A server with a local disk answers 500 here.
            throw new FileNotFoundException($"Run {run.RunId} has no artifact '{path}' on {connection.Name}.", path, exception);
        }
    }

    private async Task<bool> TryPartsAsync(Place place, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        var parts = (int)((upload.Content.Length + connection.Options.PartSize - 1) / connection.Options.PartSize);
        var name = upload.Path[(upload.Path.LastIndexOf('/') + 1)..];
        var key = (place.Path, upload.Content.Hash);
        if (!_begun.TryGetValue(key, out var state))
        {
            try
            {
                var answer = await connection.PostAsync(place.Parent.Route($"{Api}mpu/create/").AbsoluteUri, new JsonObject { ["path"] = name, ["num_parts"] = parts }, cancellationToken).ConfigureAwait(false);
                if (answer.UploadId is null || answer.Credentials?.Count != parts)
                {
                    return false;
                }

                state = _begun[key] = new MultipartState(answer.UploadId, [.. answer.Credentials.OrderBy(c => c.PartNumber).Select(c => new MultipartPart(c.Url, c.PartNumber, c.Headers, null))]);
            }
            catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                _hasNoParts = exception.StatusCode is not HttpStatusCode.BadRequest;
                return false;
            }
        }

        try
        {
            for (var i = 0; i < parts; i++)
            {
                if (state.Parts[i].Etag is null)
                {
                    state = _begun[key] = state.With(i, await SendPartAsync(state.Parts[i], upload, i, cancellationToken).ConfigureAwait(false));
                }
            }

            await connection.PostAsync(place.Parent.Route($"{Api}mpu/complete/").AbsoluteUri, state.ToRequest(name), cancellationToken).ConfigureAwait(false);
            _begun.TryRemove(key, out _);
            return true;
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            // The signed addresses have expired, or the store has thrown the parts away: begin again.
            _begun.TryRemove(key, out _);
            throw new MlflowException(exception.Message, exception) { StatusCode = HttpStatusCode.ServiceUnavailable };
        }
    }

    private async Task<string> SendPartAsync(MultipartPart part, ArtifactUpload upload, int index, CancellationToken cancellationToken)
    {
        var start = (long)index * connection.Options.PartSize;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(connection.Address, part.Url))
        {
            Content = new UploadContent(upload, start, Math.Min(connection.Options.PartSize, upload.Content.Length - start)),
        };
        foreach (var (key, value) in part.Headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(key, value);
        }

        using var response = await connection.SendAsync(request, CallKind.Transfer, cancellationToken).ConfigureAwait(false);
        return response.Headers.ETag?.Tag ?? "";
    }
}
