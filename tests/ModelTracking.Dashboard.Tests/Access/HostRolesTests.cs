using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>Inside an app that knows its users by a cookie or an API key, under a path of its own, with roles by their claims.</summary>
public sealed class HostRolesTests(DemoStore store) : IClassFixture<DemoStore>
{
    private const string Base = "/apps/ml/tracking/";

    /// <summary>Each group gives what its name says: grants with ; between.</summary>
    private static ClaimRoles Roles(IEnumerable<string> groups) => groups.Aggregate(new ClaimRoles("groups"), (roles, group) => roles.Add(group, group.Split(';')));

    private sealed class Host(WebApplication app) : IAsyncDisposable
    {
        private readonly List<HttpClient> _clients = [];

        public WebApplication App => app;

        public string Origin => app.Urls.First();

        public HttpClient Client(string? group = null, string? cookie = null)
        {
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = new Uri(Origin + Base) };
            if (group is not null)
            {
                client.DefaultRequestHeaders.Add("X-Api-Key", group);
            }

            if (cookie is not null)
            {
                client.DefaultRequestHeaders.Add("Cookie", cookie);
            }

            _clients.Add(client);
            return client;
        }

        /// <summary>Logs in as the app's own login does.</summary>
        public async Task<string> CookieAsync(string group)
        {
            using var answer = await Client().PostAsync(new Uri($"{Origin}/apps/ml/login?group={Uri.EscapeDataString(group)}"), null);
            return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        public async ValueTask DisposeAsync()
        {
            _clients.ForEach(c => c.Dispose());
            await app.DisposeAsync();
        }
    }

    private async Task<Host> HostAsync(params string[] groups)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication("either")
            .AddPolicyScheme("either", null, o => o.ForwardDefaultSelector = c => c.Request.Headers.ContainsKey("X-Api-Key") ? "key" : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyScheme>("key", null)
            .AddCookie(o =>
            {
                o.Events.OnRedirectToLogin = c => Task.FromResult(c.Response.StatusCode = StatusCodes.Status401Unauthorized);
                o.Events.OnRedirectToAccessDenied = c => Task.FromResult(c.Response.StatusCode = StatusCodes.Status403Forbidden);
            });
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UsePathBase("/apps/ml");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/login", (HttpContext context, string group) => context.SignInAsync(Somebody(group, CookieAuthenticationDefaults.AuthenticationScheme)));
        app.MapModelTracking("/tracking", new DashboardOptions { Store = store.Folder, Roles = Roles(groups), LookInterval = TimeSpan.FromMilliseconds(20) }).RequireAuthorization();
        await app.StartAsync();
        return new Host(app);
    }

    private static ClaimsPrincipal Somebody(string group, string scheme) => new(new ClaimsIdentity([new Claim("groups", group), new Claim(ClaimTypes.Name, "ada")], scheme));

    [Fact]
    public async Task T15_Every_endpoint_is_under_the_apps_policy_and_has_one_of_its_own()
    {
        await using var host = await HostAsync();
        var endpoints = ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(d => d.Endpoints).Cast<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.StartsWith("/tracking", StringComparison.Ordinal)).ToArray();
        Assert.True(endpoints.Length > 40);
        Assert.All(endpoints, e => Assert.NotNull(e.Metadata.GetMetadata<EndpointPolicy>()));
        Assert.All(endpoints, e => Assert.NotNull(e.Metadata.GetMetadata<IAuthorizeData>()));
        foreach (var endpoint in endpoints)
        {
            var name = $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!["/tracking".Length..]}";
            Assert.True(await RoleMatrixTests.SendAsync(host.Client(), name, DemoStore.Hero.ToString(), "digits") == HttpStatusCode.Unauthorized, name);
        }

        var about = endpoints.Select(e => $"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText!["/tracking".Length..]}").Where(n => n.Contains("/api/", StringComparison.Ordinal)).Order();
        Assert.Equal(RoleMatrixTests.Endpoints(store.Folder).Select(e => e.Name).Where(n => n.Contains("/api/", StringComparison.Ordinal) && !RoleMatrixTests.IsAboutKeys(n)).Order(), about);
    }

    [Fact]
    public async Task T16_Each_role_by_a_claim_may_do_what_it_says_with_an_API_key()
    {
        var groups = RoleMatrixTests.Granted.Select(g => string.Join(';', g)).ToArray();
        await using var host = await HostAsync(groups);
        Assert.Empty(await RoleMatrixTests.WrongAsync(grants => host.Client(string.Join(';', grants)), host.Client(), RoleMatrixTests.OfRunsAndModels, RoleMatrixTests.OfAll));
    }

    [Fact]
    public async Task With_the_apps_cookie_the_pages_change_what_they_may_and_another_site_changes_nothing()
    {
        await using var host = await HostAsync("editor:experiment=digits");
        using var person = host.Client(cookie: await host.CookieAsync("editor:experiment=digits"));
        const string Comment = "{\"runs\":[\"00000000000000000000000000000001\"],\"text\":\"seen\"}";
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(person, "api/comment", Comment)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(person, "api/comment", Comment, origin: "https://evil.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(person, "api/comment", Comment, origin: host.Origin)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(person, $"api/runs/{DemoStore.Search}"));
        var entry = AuditLog.Open(store.Folder).Read(1)[0];
        Assert.Equal(("ada", "run.comment"), (entry.By, entry.Action));
        Assert.Contains($"<base href=\"{Base}\">", await person.GetStringAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_signed_in_and_has_no_role_is_told_that_and_sees_nothing()
    {
        await using var host = await HostAsync("reader:experiment=digits");
        using var person = host.Client("guests");
        foreach (var path in (string[])["", "api/about", "api/runs", $"api/runs/{DemoStore.Hero}", "api/live"])
        {
            using var answer = await person.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("no role", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_login_of_ones_own_machine_leads_home_under_the_apps_path()
    {
        await using var host = await HostAsync("reader");
        using var answer = await host.Client("reader").GetAsync("login");
        Assert.Equal(Base, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_one_may_is_told_to_the_page()
    {
        await using var host = await HostAsync("reader:experiment=digits", "editor:experiment=digits");
        foreach (var (group, canWrite) in new[] { ("reader:experiment=digits", false), ("editor:experiment=digits", true) })
        {
            var about = JsonDocument.Parse(await host.Client(group).GetStringAsync("api/about")).RootElement;
            Assert.Equal((canWrite, "ada"), (about.GetProperty("canWrite").GetBoolean(), about.GetProperty("user").GetString()));
        }
    }

    private sealed class KeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Somebody(Request.Headers["X-Api-Key"].ToString(), "key"), "key")));
    }
}
