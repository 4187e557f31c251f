using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mlflow.Stub;

namespace AzureML.Stub;

/// <summary>
/// A workspace as the service behaves: MLflow's calls under the workspace's path and no others of MLflow's, tokens that expire, artifacts
/// through the run history and signed addresses, fewer places for params, metrics and tags. What is MLflow's is answered by the stand-in for MLflow.
/// </summary>
public sealed partial class AzureService : DelegatingHandler
{
    public const string Host = "westeurope.api.azureml.ms";
    public const string Scope = "subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/team";
    public const string Uri = $"azureml://{Host}/mlflow/v1.0/{Scope}";
    private readonly MlflowStub _server;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, DateTimeOffset> _tokens = [];
    private readonly HashSet<string> _registered = [];
    private readonly List<string> _seen = [];

    public AzureService(MlflowStub server, TimeProvider time)
        : base(new SocketsHttpHandler())
    {
        _server = server;
        _time = time;
        Storage = new BlobStorage(server.State.Artifacts);
    }

    public BlobStorage Storage { get; }

    /// <summary>The next bytes are lost on their way to the storage: their path is registered by then.</summary>
    public bool LosesBytes { get; set; }

    /// <summary>Method and path of each request, without the workspace.</summary>
    public IReadOnlyList<string> Seen => _seen;

    /// <summary>The service as the innermost handler of one more client.</summary>
    public HttpMessageHandler Handler() => new SharedHandler(this);

    public string Issue(TimeSpan lifetime)
    {
        var token = $"token-{_tokens.Count + 1}";
        _tokens[token] = _time.GetUtcNow() + lifetime;
        return token;
    }

    public DateTimeOffset ExpiryOf(string token) => _tokens[token];

    public void Revoke(string token) => _tokens.Remove(token);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var uri = request.RequestUri!;
        if (uri.Host == BlobStorage.Host)
        {
            if (LosesBytes && request.Method == HttpMethod.Put)
            {
                LosesBytes = false;
                throw new HttpRequestException("The connection was reset.");
            }

            return Storage.Handle(request, body);
        }

        if (uri is not { Scheme: "https", Host: Host })
        {
            throw new HttpRequestException($"Nobody knows {uri.GetLeftPart(UriPartial.Authority)}.");
        }

        var path = uri.PathAndQuery[1..].Replace(Scope + "/", "", StringComparison.Ordinal);
        lock (_seen)
        {
            _seen.Add($"{request.Method} {path}");
        }

        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } token } || !_tokens.TryGetValue(token, out var expiry) || expiry <= _time.GetUtcNow())
        {
            return Error(HttpStatusCode.Unauthorized, "UserError", "Token expired or missing.");
        }

        return path.StartsWith("mlflow/v2.0/api/2.0/mlflow/", StringComparison.Ordinal) ? await MlflowAsync(request, path["mlflow/v2.0/api/2.0/mlflow/".Length..], body, cancellationToken)
            : History().Match(path) is { Success: true } history ? Make(history.Groups["experiment"].Value, history.Groups["run"].Value, body)
            : TokenRoute().IsMatch(path) ? Renewed()
            : Write().Match(path) is { Success: true } write ? Signed(write.Groups["run"].Value, write.Groups["path"].Value, canWrite: true)
            : Content().Match(path) is { Success: true } content ? Signed(content.Groups["run"].Value, content.Groups["path"].Value, canWrite: false)
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> MlflowAsync(HttpRequestMessage request, string call, byte[] body, CancellationToken cancellationToken)
    {
        var route = call.Split('?')[0];
        if (route.StartsWith("logged-models", StringComparison.Ordinal) || route is "runs/outputs" or "runs/log-inputs" or "runs/log-model")
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }

        if (RunLimits.Refuse(_server, route, body) is { } refusal)
        {
            return Error(HttpStatusCode.BadRequest, "ValidationError", refusal);
        }

        using var forwarded = new HttpRequestMessage(request.Method, new Uri(_server.Address, "api/2.0/mlflow/" + call));
        if (request.Content is not null)
        {
            forwarded.Content = new ByteArrayContent(body);
            forwarded.Content.Headers.ContentType = request.Content.Headers.ContentType;
        }

        var answer = await base.SendAsync(forwarded, cancellationToken);
        return route == "artifacts/list" ? await WithoutSizesAsync(answer, cancellationToken) : answer;
    }

    private static async Task<HttpResponseMessage> WithoutSizesAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var list = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
        foreach (var file in list["files"]?.AsArray() ?? [])
        {
            file!.AsObject().Remove("file_size");
        }

        answer.Content = new StringContent(list.ToJsonString(), Encoding.UTF8, "application/json");
        return answer;
    }

    private HttpResponseMessage Make(string experiment, string run, byte[] body)
    {
        var (content, errors) = (new JsonObject(), new JsonObject());
        foreach (var path in JsonNode.Parse(body)!["paths"]!.AsArray().Select(p => p!["path"]!.GetValue<string>()))
        {
            var file = $"{experiment}/{run}/artifacts/{path}";
            if (_registered.Add(file))
            {
                content[path] = new JsonObject { ["contentUri"] = Storage.Sign(file, canWrite: true).OriginalString, ["origin"] = "ExperimentRun", ["container"] = $"dcid.{run}", ["path"] = path };
            }
            else
            {
                errors[path] = new JsonObject { ["error"] = new JsonObject { ["code"] = "UserError", ["message"] = $"Resource Conflict: ArtifactId ExperimentRun/dcid.{run}/{path} already exists." } };
            }
        }

        return Json(new JsonObject { ["artifactContentInformation"] = content, ["artifacts"] = new JsonObject(), ["errors"] = errors });
    }

    private HttpResponseMessage Signed(string run, string path, bool canWrite)
    {
        var file = $"{_server.State.Runs[run].ExperimentId}/{run}/artifacts/{System.Uri.UnescapeDataString(path)}";
        return _registered.Contains(file) ? Json(new JsonObject { ["contentUri"] = Storage.Sign(file, canWrite).OriginalString }) : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private HttpResponseMessage Renewed()
    {
        var token = Issue(TimeSpan.FromHours(1));
        return Json(new JsonObject { ["token"] = token, ["expiryTimeUtc"] = ExpiryOf(token).ToString("O") });
    }

    private static HttpResponseMessage Json(JsonNode body) => new() { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string message) =>
        new(status) { Content = new StringContent(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString(), Encoding.UTF8, "application/json") };

    [GeneratedRegex("^history/v1.0/experimentids/(?<experiment>[^/]+)/runs/(?<run>[^/]+)/artifacts/batch/metadata$")]
    private static partial Regex History();

    [GeneratedRegex("^history/v1.0/experimentids/[^/]+/runs/[^/]+/token$")]
    private static partial Regex TokenRoute();

    [GeneratedRegex("^artifact/v2.0/artifacts/ExperimentRun/dcid.(?<run>[^/]+)/write\\?path=(?<path>.+)$")]
    private static partial Regex Write();

    [GeneratedRegex("^artifact/v2.0/artifacts/contentinfo/ExperimentRun/dcid.(?<run>[^/]+)/(?<path>.+)$")]
    private static partial Regex Content();
}
