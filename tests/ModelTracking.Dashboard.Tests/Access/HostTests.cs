using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Diagnostics;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>The dashboard inside somebody's own app.</summary>
public sealed class HostTests(DemoStore store) : IClassFixture<DemoStore>
{
    private async Task<WebApplication> HostAsync(bool isProtected, string pathBase = "", Action<DashboardOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication("key").AddScheme<AuthenticationSchemeOptions, KeyScheme>("key", null);
        builder.Services.AddAuthorization(o =>
        {
            o.AddPolicy("team", p => p.RequireClaim("team", "vision", "approvers"));
            o.AddPolicy("approvers", p => p.RequireClaim("team", "approvers"));
        });
        var app = builder.Build();
        app.UsePathBase(pathBase);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        var options = new DashboardOptions { Store = store.Folder };
        configure?.Invoke(options);
        var dashboard = app.MapModelTracking("/tracking", options);
        if (isProtected)
        {
            dashboard.RequireAuthorization("team");
        }

        await app.StartAsync();
        return app;
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplication app, string path, Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.First() + path);
        change?.Invoke(request);
        return await client.SendAsync(request);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("other", HttpStatusCode.Forbidden)]
    [InlineData("vision", HttpStatusCode.OK)]
    public async Task It_is_under_the_apps_own_authorization(string? team, HttpStatusCode expected)
    {
        await using var app = await HostAsync(isProtected: true);
        foreach (var path in (string[])["/tracking", "/tracking/api/about", "/tracking/api/runs", $"/tracking/api/runs/{DemoStore.Hero}/artifact?path=config.json"])
        {
            using var response = await GetAsync(app, path, r => r.Headers.TryAddWithoutValidation("X-Team", team));
            Assert.True(response.StatusCode == expected, $"{path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("vision", "describe", HttpStatusCode.OK)]
    [InlineData("vision", "approve", HttpStatusCode.Forbidden)]
    [InlineData("vision", "rollback", HttpStatusCode.Forbidden)]
    [InlineData("approvers", "approve", HttpStatusCode.OK)]
    public async Task Who_may_read_may_not_approve_unless_the_apps_policy_says_so_and_the_history_says_who_it_was(string team, string what, HttpStatusCode expected)
    {
        await using var app = await HostAsync(isProtected: true, configure: o => o.ApprovalPolicy = "approvers");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Urls.First()}/tracking/api/models/digits-net/{what}")
        {
            Content = new StringContent("{\"version\":1,\"comment\":\"seen\",\"description\":\"a net\"}", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Team", team);
        request.Headers.Add("Origin", app.Urls.First());
        using var response = await client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        if (what == "approve" && expected == HttpStatusCode.OK)
        {
            Assert.Contains("\"by\":\"ada\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Under_the_apps_authorization_it_may_be_reached_by_any_name_of_the_app()
    {
        await using var app = await HostAsync(isProtected: true);
        using var response = await GetAsync(app, "/tracking/api/about", r =>
        {
            r.Headers.Add("X-Team", "vision");
            r.Headers.Host = "models.example.org";
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Without_authorization_it_answers_this_machine_alone()
    {
        await using var app = await HostAsync(isProtected: false);
        using var local = await GetAsync(app, "/tracking/api/about");
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
        using var named = await GetAsync(app, "/tracking/api/about", r => r.Headers.Host = "models.example.org");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, named.StatusCode);
        using var proxied = await GetAsync(app, "/tracking/api/about", r => r.Headers.Add("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(HttpStatusCode.Forbidden, proxied.StatusCode);
    }

    [Fact]
    public async Task Pages_know_the_path_they_stand_under()
    {
        await using var app = await HostAsync(isProtected: false, "/apps/ml");
        using var response = await GetAsync(app, "/apps/ml/tracking/models/digits");
        Assert.Contains("<base href=\"/apps/ml/tracking/\">", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_with_parameters_is_refused_at_the_start()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        Assert.Throws<ArgumentException>(() => app.MapModelTracking("/{tenant}/tracking", new DashboardOptions { Store = store.Folder }));
    }

    [Fact]
    public void A_store_that_is_not_there_is_said_at_the_start()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        Assert.Throws<TrackingException>(() => app.MapModelTracking("/tracking", new DashboardOptions { Store = Path.Combine(store.Folder, "none") }));
    }

    private sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-Team"].ToString() is { Length: > 0 } team
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("team", team), new Claim(ClaimTypes.Name, "ada")], "key")), "key"))
            : AuthenticateResult.NoResult());
    }
}
