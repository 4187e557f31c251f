using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelTracking.AzureML.Addressing;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Artifacts;
using ModelTracking.Replication;

namespace ModelTracking.AzureML.Artifacts;

/// <summary>
/// Artifacts of runs in a workspace: the run history registers a path (so that the studio shows it) and gives a signed address, to which the
/// bytes go. Addresses are used once and never kept. Thread-safe.
/// </summary>
internal sealed class RunHistoryArtifacts(MlflowConnection connection, WorkspaceAddress address) : IMlflowArtifactStore
{
    private const string Origin = "ExperimentRun";

    public async Task UploadAsync(MlflowRunInfo run, ArtifactUpload upload, CancellationToken cancellationToken)
    {
        var signed = await MakeAsync(run, upload.Path, cancellationToken).ConfigureAwait(false);
        try
        {
            await BlockBlob.UploadAsync(connection, signed, upload, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // Expired on the way; the path is registered by now.
            signed = await WriteAgainAsync(run, upload.Path, cancellationToken).ConfigureAwait(false);
            await BlockBlob.UploadAsync(connection, signed, upload, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Stream> OpenReadAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken)
    {
        try
        {
            var content = await AskAsync(HttpMethod.Get, ArtifactRoute($"contentinfo/{Origin}/{Container(run)}/{Escaped(path)}"), null, AzureMLJson.Default.ArtifactContentAnswer, cancellationToken).ConfigureAwait(false);
            using var request = new HttpRequestMessage(HttpMethod.Get, content.ContentUri ?? throw NoAddress(path));
            var response = await connection.SendAsync(request, isTransfer: true, cancellationToken).ConfigureAwait(false);
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"Run {run.RunId} has no artifact '{path}' on {connection.Name}.", path, exception);
        }
    }

    // Registers the path. One that is registered already (an upload that was broken off, a file that has changed) is refused, and can be written all the same.
    private async Task<Uri> MakeAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken)
    {
        var route = new Uri(address.Service("history/v1.0"), $"experimentids/{Uri.EscapeDataString(run.ExperimentId)}/runs/{Uri.EscapeDataString(run.RunId)}/artifacts/batch/metadata");
        var body = new JsonObject { ["paths"] = new JsonArray(new JsonObject { ["path"] = path }) };
        try
        {
            var answer = await AskAsync(HttpMethod.Post, route, body, AzureMLJson.Default.ArtifactBatchAnswer, cancellationToken).ConfigureAwait(false);
            return answer.ArtifactContentInformation?.GetValueOrDefault(path)?.ContentUri ?? await WriteAgainAsync(run, path, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.Conflict || (exception.StatusCode is HttpStatusCode.BadRequest && exception.Message.Contains("already exist", StringComparison.OrdinalIgnoreCase)))
        {
            return await WriteAgainAsync(run, path, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Uri> WriteAgainAsync(MlflowRunInfo run, string path, CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, ArtifactRoute($"{Origin}/{Container(run)}/write?path={Uri.EscapeDataString(path)}"), null, AzureMLJson.Default.ArtifactContentAnswer, cancellationToken).ConfigureAwait(false)).ContentUri
        ?? throw NoAddress(path);

    private async Task<T> AskAsync<T>(HttpMethod method, Uri route, JsonObject? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, route);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await connection.SendAsync(request, isTransfer: false, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("the answer is empty");
        }
        catch (JsonException exception)
        {
            throw new MlflowException($"{connection.Name} did not answer as Azure ML does: {exception.Message}", exception) { StatusCode = HttpStatusCode.BadGateway };
        }
    }

    private Uri ArtifactRoute(string route) => new(address.Service("artifact/v2.0"), "artifacts/" + route);

    private static string Container(MlflowRunInfo run) => $"dcid.{Uri.EscapeDataString(run.RunId)}";

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private MlflowException NoAddress(string path) => new($"{connection.Name} gives no address for artifact '{path}'.") { StatusCode = HttpStatusCode.BadRequest };
}
