using System.Net;
using System.Text.Json;
using ModelTracking.Access;
using ModelTracking.Cli.Serving;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Dashboard;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>An organisation's sign-in, from the login page to what a user may see.</summary>
public sealed class SignInTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private FakeProvider? _provider;
    private DashboardServer? _server;

    private FakeProvider Provider => _provider!;

    public async Task InitializeAsync()
    {
        await using (var client = TrackingClient.Open(_folder["store"]))
        {
            await client.StartRun("digits", new RunOptions { Name = "theirs" }).FinishAsync();
            await client.StartRun("secret", new RunOptions { Name = "others" }).FinishAsync();
        }

        _provider = await FakeProvider.StartAsync();
        await File.WriteAllTextAsync(_folder["signin.json"], $$"""
            {
              "authority": "{{Provider.Address}}", "clientId": "dashboard", "clientSecretVariable": "OIDC_SECRET",
              "roleClaim": "groups",
              "roles": { "ml-team": ["editor:experiment=digits"], "leads": ["administrator"] }, // one line each
            }
            """);
        var serving = new DashboardServing { Port = 0 };
        SignIn.Add(serving, _folder["signin.json"], name => name == "OIDC_SECRET" ? "s" : null);
        _server = await DashboardServer.ServeAsync(new DashboardOptions { Store = _folder["store"] }, serving);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await Provider.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer(), MaxAutomaticRedirections = 10 }) { BaseAddress = _server!.Address };

    [Fact]
    public async Task A_user_signs_in_and_sees_what_their_groups_give_them()
    {
        Provider.Groups = ["ml-team", "football"];
        using var browser = Browser();
        Assert.Contains("Sign in with your organisation", await browser.GetStringAsync("/"), StringComparison.Ordinal);
        using var home = await browser.GetAsync("login/organisation?return=%2Fmodels");
        Assert.Equal("/models", home.RequestMessage!.RequestUri!.AbsolutePath);
        var about = JsonDocument.Parse(await browser.GetStringAsync("api/about")).RootElement;
        Assert.Equal(("Ada Lovelace", true, false), (about.GetProperty("user").GetString(), about.GetProperty("canWrite").GetBoolean(), about.GetProperty("canAdminister").GetBoolean()));
        var runs = await browser.GetStringAsync("api/runs");
        Assert.Contains("theirs", runs, StringComparison.Ordinal);
        Assert.DoesNotContain("others", runs, StringComparison.Ordinal);
        Assert.Contains(AuditLog.Open(_folder["store"]).Read(), e => e is { Action: "login", By: "Ada Lovelace" });
    }

    [Fact]
    public async Task What_a_user_saves_is_not_the_affair_of_a_key_that_has_their_name()
    {
        Provider.Groups = ["ml-team"];
        using var browser = Browser();
        await browser.GetAsync("login/organisation");
        using var saving = new HttpRequestMessage(HttpMethod.Post, "api/views") { Content = new StringContent("{\"name\":\"mine\",\"address\":\"?experiment=digits\"}", System.Text.Encoding.UTF8, "application/json") };
        saving.Headers.Add("Origin", _server!.Address.GetLeftPart(UriPartial.Authority));
        using var saved = await browser.SendAsync(saving);
        var view = JsonDocument.Parse(await saved.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("Ada Lovelace (sign-in)", true), (view.GetProperty("owner").GetString(), view.GetProperty("isOwn").GetBoolean()));

        using var namesake = new HttpClient { BaseAddress = _server.Address };
        var key = AccessKeys.Open(_folder["store"]).Create("Ada Lovelace", [AccessGrant.Parse("editor:experiment=digits")], by: "test").Secret;
        namesake.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var deleting = await namesake.PostAsync($"api/views/{view.GetProperty("id").GetString()}/delete", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, deleting.StatusCode);
    }

    [Fact]
    public async Task T16_A_user_without_a_role_sees_nothing()
    {
        Provider.Groups = ["football"];
        using var browser = Browser();
        await browser.GetAsync("login/organisation");
        foreach (var path in (string[])["", "api/about", "api/runs", "api/experiments", "api/models"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).StatusCode);
        }
    }

    [Theory]
    [InlineData("someone-else", false)]
    [InlineData("dashboard", true)]
    public async Task T20_A_token_for_another_app_or_with_another_key_signs_nobody_in(string audience, bool isForged)
    {
        Provider.Groups = ["leads"];
        (Provider.Audience, Provider.IsForged) = (audience, isForged);
        using var browser = Browser();
        using var answer = await browser.GetAsync("login/organisation");
        Assert.Equal("/login", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("api/about")).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync("login/callback?code=x&state=y");
        Assert.Equal("/login", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("api/about")).StatusCode);
    }
}
