using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelTracking.Access;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A dashboard that is served to others, and those who come with keys.</summary>
internal sealed class ServedSite : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];

    private ServedSite(DashboardServer server, AccessKeys keys, AuditLog audit, string administrator)
    {
        Server = server;
        Keys = keys;
        Audit = audit;
        Administrator = With(administrator);
        Stranger = With(null);
    }

    public DashboardServer Server { get; }

    public AccessKeys Keys { get; }

    public AuditLog Audit { get; }

    /// <summary>Has a key that may do everything but approve.</summary>
    public HttpClient Administrator { get; }

    /// <summary>Has none.</summary>
    public HttpClient Stranger { get; }

    public string Origin => Server.Address.GetLeftPart(UriPartial.Authority);

    public static async Task<ServedSite> OpenAsync(string store, TimeProvider? time = null, Action<DashboardServing>? configure = null)
    {
        var keys = AccessKeys.Open(store, time);
        var administrator = keys.Create("root", [AccessGrant.Parse("administrator")], by: "test").Secret;
        var serving = new DashboardServing { Port = 0 };
        configure?.Invoke(serving);
        var options = new DashboardOptions { Store = store, LookInterval = TimeSpan.FromMilliseconds(20) };
        if (time is not null)
        {
            options.TimeProvider = time;
        }

        return new ServedSite(await DashboardServer.ServeAsync(options, serving), keys, AuditLog.Open(store, time), administrator);
    }

    /// <summary>A program with a key that has some grants.</summary>
    public HttpClient As(params string[] grants) => With(Keys.Create(string.Join(' ', grants), [.. grants.Select(AccessGrant.Parse)], by: "test").Secret);

    public HttpClient With(string? secret)
    {
        // Who leaves a stream has gone at once.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = Server.Address };
        if (secret is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        _clients.Add(client);
        return client;
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient client, string path, string json, string? cookie = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin) }.Where(h => h.Item2 is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    /// <summary>Logs in with a key as the form of the login page does.</summary>
    public async Task<HttpResponseMessage> LogInAsync(string key, string goal = "/", string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "login")
        {
            Content = new FormUrlEncodedContent([new("key", key), new("return", goal)]),
        };
        request.Headers.TryAddWithoutValidation("Origin", origin ?? Origin);
        return await Stranger.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await Server.DisposeAsync();
    }
}
