using System.Net;
using System.Text;
using System.Text.Json;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>A dashboard that was started as the tool starts it, and somebody who has opened its login link.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    private Site(DashboardServer server)
    {
        Server = server;
        Client = new HttpClient(_handler) { BaseAddress = server.Address };
        Stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
    }

    public DashboardServer Server { get; }

    /// <summary>Has logged in.</summary>
    public HttpClient Client { get; }

    /// <summary>Has not.</summary>
    public HttpClient Stranger { get; }

    public string Origin => Server.Address.GetLeftPart(UriPartial.Authority);

    public static async Task<Site> OpenAsync(string store, Action<DashboardOptions>? configure = null)
    {
        var options = new DashboardOptions { Store = store, LookInterval = TimeSpan.FromMilliseconds(20) };
        configure?.Invoke(options);
        var site = new Site(await DashboardServer.StartAsync(options));
        (await site.Client.GetAsync(site.Server.LoginLink)).EnsureSuccessStatusCode();
        return site;
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", Origin);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
    }
}
