using System.Text;
using System.Text.Json.Nodes;

namespace Mlflow.Stub.Tests;

/// <summary>A bare client of the stub.</summary>
internal sealed class Api(MlflowStub server) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

    public void Dispose() => _client.Dispose();

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, CancellationToken cancellationToken = default) => _client.SendAsync(
        new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") }, cancellationToken);

    public async Task<JsonNode> CallAsync(string method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public Task<JsonNode> PostAsync(string path, string body) => CallAsync("POST", $"api/2.0/mlflow/{path}", body);

    public async Task<string> NewRunAsync() =>
        (string)(await PostAsync("runs/create", """{"experiment_id":"0","start_time":1767225600000}"""))["run"]!["info"]!["run_id"]!;
}
