using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ModelTracking.Access;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Diagnostics;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>A dashboard that others reach: who comes in, for how long, and what is noted.</summary>
public sealed class ServingTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static readonly Uri Https = new("https://tracking.example.org");

    private static async Task<string> RefusalAsync(string folder, DashboardServing serving) =>
        (await Assert.ThrowsAsync<TrackingException>(() => DashboardServer.ServeAsync(new DashboardOptions { Store = folder }, serving))).Message;

    private static TempFolder Empty()
    {
        var folder = new TempFolder();
        DemoStore.Client(folder["store"]).Dispose();
        return folder;
    }

    [Theory]
    [InlineData("0.0.0.0", null)]
    [InlineData("0.0.0.0", "https://tracking.example.org")]
    [InlineData("127.0.0.1", null)]
    [InlineData("::", "https://tracking.example.org")]
    public async Task T22_Without_a_way_to_log_in_it_does_not_start(string address, string? known)
    {
        using var folder = Empty();
        var serving = new DashboardServing { Address = IPAddress.Parse(address), Port = 0, PublicAddress = known is null ? null : new Uri(known) };
        Assert.Contains("Nobody could log in", await RefusalAsync(folder["store"], serving), StringComparison.Ordinal);
        var keys = AccessKeys.Open(folder["store"]);
        keys.Revoke(keys.Create("gone", [AccessGrant.Parse("administrator")]).Key.Id);
        Assert.Contains("Nobody could log in", await RefusalAsync(folder["store"], serving), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T22_Beyond_loopback_it_starts_with_encryption_or_a_word_that_there_is_some()
    {
        using var folder = Empty();
        AccessKeys.Open(folder["store"]).Create("ada", [AccessGrant.Parse("reader")]);
        Assert.Contains("needs the address", await RefusalAsync(folder["store"], new DashboardServing { Address = IPAddress.Any, Port = 0 }), StringComparison.Ordinal);
        Assert.Contains("plain text", await RefusalAsync(folder["store"], new DashboardServing { Address = IPAddress.Any, Port = 0, PublicAddress = new Uri("http://tracking.example.org") }), StringComparison.Ordinal);
        Assert.Contains("not an address", await RefusalAsync(folder["store"], new DashboardServing { Address = IPAddress.Any, Port = 0, PublicAddress = new Uri("https://tracking.example.org/ml") }), StringComparison.Ordinal);
        Assert.Contains("Roles", await RefusalAsync(folder["store"], new DashboardServing { Port = 0, SignInScheme = "oidc" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T20_There_is_no_account_and_no_key_to_begin_with_and_what_is_empty_or_guessed_opens_nothing()
    {
        using var folder = Empty();
        Assert.Empty(AccessKeys.Open(folder["store"]).List());
        await using var site = await ServedSite.OpenAsync(folder["store"]);
        foreach (var header in (string[])["", "Bearer", "Bearer ", "Bearer admin", "Basic YWRtaW46YWRtaW4=", "Basic YWRtaW46cGFzc3dvcmQ=", "Bearer mtk_00000000_" + new string('0', 64)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/about");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var response = await site.Stranger.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task T20_Who_tries_many_keys_has_to_wait_and_the_attempts_are_noted()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var folder = Empty();
        await using var site = await ServedSite.OpenAsync(folder["store"], time);
        for (var i = 0; i < 20; i++)
        {
            using var wrong = await site.LogInAsync($"mtk_00000000_{i:x64}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        var right = site.Keys.Create("ada", [AccessGrant.Parse("reader")]).Secret;
        using (var throttled = await site.LogInAsync(right))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        using var later = await site.LogInAsync(right);
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
        var entries = site.Audit.Read();
        Assert.Equal(20, entries.Count(e => e is { Action: "login", Problem: "wrong key" }));
        Assert.StartsWith("ada (key ", Assert.Single(entries, e => e is { Action: "login", Problem: null }).By, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_logs_in_with_a_key_on_a_page_without_scripts_and_out_again()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        using (var page = await site.Stranger.GetAsync("models/digits?tab=history"))
        {
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
            Assert.Equal("/login?return=%2Fmodels%2Fdigits%3Ftab%3Dhistory", page.Headers.Location!.OriginalString);
        }

        var form = await site.Stranger.GetStringAsync("login?return=%2Fmodels%2Fdigits");
        Assert.DoesNotContain("<script", form, StringComparison.OrdinalIgnoreCase);
        var secret = site.Keys.Create("ada", [AccessGrant.Parse("editor")]).Secret;
        using var answer = await site.LogInAsync(secret, "/models/digits");
        Assert.Equal("/models/digits", answer.Headers.Location!.OriginalString);
        var header = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, header, StringComparison.Ordinal);
        var cookie = header.Split(';')[0];
        using (var about = await GetAsync(site, "api/about", cookie))
        {
            var me = JsonDocument.Parse(await about.Content.ReadAsStringAsync()).RootElement;
            Assert.StartsWith("ada (key", me.GetProperty("user").GetString(), StringComparison.Ordinal);
            Assert.Equal("mltrack", me.GetProperty("store").GetString());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(site.Stranger, "api/models/digits/describe", "{\"description\":\"x\"}", cookie)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(site.Stranger, "api/models/digits/describe", "{\"description\":\"x\"}", cookie, "http://evil.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(site.Stranger, "api/models/digits/describe", "{\"description\":\"x\"}", cookie, site.Origin)).Status);
        using var logout = new HttpRequestMessage(HttpMethod.Post, "logout") { Content = new FormUrlEncodedContent([]) };
        logout.Headers.TryAddWithoutValidation("Cookie", cookie);
        logout.Headers.TryAddWithoutValidation("Origin", site.Origin);
        Assert.Equal(HttpStatusCode.SeeOther, (await site.Stranger.SendAsync(logout)).StatusCode);
        using var after = await GetAsync(site, "api/about", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task The_login_page_sends_nobody_elsewhere(string goal)
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        using var answer = await site.LogInAsync(site.Keys.Create("ada", [AccessGrant.Parse("reader")]).Secret, goal);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task T27_Another_site_logs_nobody_in()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        using var answer = await site.LogInAsync(site.Keys.Create("ada", [AccessGrant.Parse("reader")]).Secret, origin: "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task T21_A_key_that_has_ended_or_was_revoked_is_refused_from_the_next_request_on()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var folder = Empty();
        await using var site = await ServedSite.OpenAsync(folder["store"], time);
        var key = site.Keys.Create("ada", [AccessGrant.Parse("reader")], time.GetUtcNow().AddDays(1));
        var other = site.Keys.Create("ada", [AccessGrant.Parse("reader")]);
        using var login = await site.LogInAsync(other.Secret);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var (client, lasting) = (site.With(key.Secret), site.With(other.Secret));
        Assert.Equal(HttpStatusCode.OK, await ServedSite.StatusAsync(client, "api/about"));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await ServedSite.StatusAsync(client, "api/about"));
        Assert.Equal(HttpStatusCode.OK, await ServedSite.StatusAsync(lasting, "api/about"));

        // As the tool would, in another process.
        AccessKeys.Open(folder["store"], time).Revoke(other.Key.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await ServedSite.StatusAsync(lasting, "api/about"));
        using var session = await GetAsync(site, "api/about", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task T19_Who_loses_the_right_while_watching_sees_no_more()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var key = site.Keys.Create("ada", [AccessGrant.Parse("reader")]);
        using var client = site.With(key.Secret);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var stream = new StreamReader(await client.GetStreamAsync("api/live", patience.Token));
        Assert.NotNull(await stream.ReadLineAsync(patience.Token));
        site.Keys.Revoke(key.Key.Id);
        while (await stream.ReadLineAsync(patience.Token) is not null)
        {
            // What was on its way may come.
        }
    }

    [Theory]
    [InlineData("/api/about/")]
    [InlineData("//api/about")]
    [InlineData("/API/about")]
    [InlineData("/api/./about")]
    [InlineData("/login/../api/about")]
    [InlineData("/assets/..%2fapi%2fabout")]
    [InlineData("/api/about;x=1")]
    public async Task T23_No_way_of_writing_a_path_gets_round_the_key(string path)
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        using var response = await site.Stranger.GetAsync(new Uri(site.Origin + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}");
    }

    [Fact]
    public async Task T24_What_is_others_answers_as_what_is_not_there()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var churn = site.As("manager:experiment=churn");
        var answers = new List<string>();
        foreach (var id in (string[])[DemoStore.Hero.ToString(), "ffffffffffffffffffffffffffffffff"])
        {
            using var response = await churn.GetAsync($"api/runs/{id}");
            answers.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        Assert.StartsWith("404 ", answers[0], StringComparison.Ordinal);
        Assert.Equal(answers[1], answers[0]);
    }

    [Theory]
    [InlineData("localhost:{port}")]
    [InlineData("tracking.example.org:{port}")]
    [InlineData("tracking.example.org.")]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1:{port}")]
    public async Task T26_Requests_for_another_name_are_turned_away(string host)
    {
        var port = 0;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        await using var site = await ServedSite.OpenAsync(store.Folder, configure: s => (s.PublicAddress, s.Port) = (Https, port));
        var key = site.Keys.Create("ada", [AccessGrant.Parse("reader")]).Secret;
        Assert.Equal(HttpStatusCode.OK, await AskAsync("tracking.example.org"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync(host.Replace("{port}", $"{port}", StringComparison.Ordinal)));

        async Task<HttpStatusCode> AskAsync(string name)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/api/about") { Headers = { Host = name } };
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task T48_Each_change_is_noted_with_who_when_and_what_and_so_is_each_that_was_refused()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (manager, approver, reader) = (site.As("manager"), site.As("approver:model=digits"), site.As("reader"));
        var changes = RoleMatrixTests.Endpoints(store.Folder).Where(e => e.Policy.Kind == ModelTracking.Dashboard.Access.EndpointKind.Change).Select(e => e.Name["POST ".Length..]).ToArray();
        Assert.True(changes.Length >= 11);
        foreach (var path in changes)
        {
            var comment = path.EndsWith("/uncomment", StringComparison.Ordinal) ? await CommentAsync(manager) : "";
            var key = site.Keys.Create("passing", [AccessGrant.Parse("reader")]).Key.Id;
            var view = path.Split('/') is [_, "api", "views" or "reports", "{id}", ..] parts ? await SaveAsync(manager, parts[2]) : "";
            var before = site.Audit.Read(int.MaxValue).Count;
            var target = path.Replace("{name}", "digits", StringComparison.Ordinal).Replace("{id}", view.Length > 0 ? view : path.Contains("keys", StringComparison.Ordinal) ? key : DemoStore.Hero.ToString(), StringComparison.Ordinal);
            var who = path.EndsWith("approve", StringComparison.Ordinal) || path.EndsWith("reject", StringComparison.Ordinal) ? approver : manager;
            var body = "{\"version\":1,\"alias\":\"tried\",\"stage\":\"Staging\",\"comment\":\"seen\",\"description\":\"d\",\"starred\":true,\"name\":\"x\",\"grants\":[\"reader\"],\"text\":\"t\",\"address\":\"?\",\"runs\":[\"" + DemoStore.Hero + "\"],\"id\":\"" + comment + "\"}";
            await ServedSite.PostAsync(who, target, body);
            var added = site.Audit.Read(int.MaxValue).SkipLast(before).ToArray();
            Assert.True(added.Any(e => e.Action != "refused"), $"{path} was not noted");
            await ServedSite.PostAsync(reader, target, body);
            Assert.Equal("refused", site.Audit.Read(1)[0].Action);
        }

        var audit = JsonDocument.Parse(await site.Administrator.GetStringAsync("api/audit?limit=500")).RootElement;
        Assert.Empty(audit.GetProperty("problems").EnumerateArray());
        Assert.Contains(audit.GetProperty("entries").EnumerateArray(), e => e.GetProperty("action").GetString() == "model.approve" && e.GetProperty("by").GetString()!.StartsWith("approver:model=digits (key ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, await ServedSite.StatusAsync(manager, "api/audit"));
    }

    [Fact]
    public async Task A_key_made_in_the_browser_is_shown_once_and_works()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (status, made) = await ServedSite.PostAsync(site.Administrator, "api/keys", "{\"name\":\"grace\",\"grants\":[\"editor:experiment=digits\",\"approver:model=digits\"],\"days\":90}");
        Assert.Equal(HttpStatusCode.OK, status);
        var secret = made.GetProperty("secret").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await ServedSite.StatusAsync(site.With(secret), $"api/runs/{DemoStore.Hero}"));
        var listed = await site.Administrator.GetStringAsync("api/keys");
        Assert.Contains("grace", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[13..], listed, StringComparison.Ordinal);
        var id = made.GetProperty("key").GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(site.Administrator, $"api/keys/{id}/revoke", "{}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await ServedSite.StatusAsync(site.With(secret), "api/about"));
    }

    private static X509Certificate2 Certificate(DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=tracking.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(until.AddYears(-1), until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_HTTPS_alone_and_its_cookie_never_goes_without()
    {
        using var certificate = Certificate(DateTimeOffset.UtcNow.AddDays(30));
        await using var site = await ServedSite.OpenAsync(store.Folder, configure: s => s.Certificate = certificate);
        Assert.Equal(Uri.UriSchemeHttps, site.Server.Address.Scheme);
        using var client = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = (_, seen, _, _) => seen!.Thumbprint == certificate.Thumbprint,
        })
        { BaseAddress = site.Server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, await ServedSite.StatusAsync(client, "api/about"));
        using var login = new HttpRequestMessage(HttpMethod.Post, "login") { Content = new FormUrlEncodedContent([new("key", site.Keys.Create("ada", [AccessGrant.Parse("editor")]).Secret)]) };
        login.Headers.TryAddWithoutValidation("Origin", site.Origin);
        using var answer = await client.SendAsync(login);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-modeltracking=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        using (var about = new HttpRequestMessage(HttpMethod.Get, "api/about"))
        {
            about.Headers.TryAddWithoutValidation("Cookie", cookie.Split(';')[0]);
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(about)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(client, "api/models/digits/describe", "{\"description\":\"x\"}", cookie.Split(';')[0], site.Origin)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(client, "api/models/digits/describe", "{\"description\":\"x\"}", cookie.Split(';')[0], $"http://{site.Server.Address.Authority}")).Status);
        using var plain = new HttpClient();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => plain.GetAsync($"http://{site.Server.Address.Authority}/api/about"));
        using var careful = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => careful.GetAsync(new Uri(site.Server.Address, "api/about")));
    }

    [Fact]
    public async Task A_certificate_that_has_ended_or_has_no_key_is_refused_with_what_to_do()
    {
        using var folder = Empty();
        AccessKeys.Open(folder["store"]).Create("ada", [AccessGrant.Parse("reader")]);
        using var ended = Certificate(DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Contains("Give one that is valid", await RefusalAsync(folder["store"], new DashboardServing { Port = 0, Certificate = ended }), StringComparison.Ordinal);
        using var bare = X509CertificateLoader.LoadCertificate(Certificate(DateTimeOffset.UtcNow.AddDays(1)).Export(X509ContentType.Cert));
        Assert.Contains("Give the key as well", await RefusalAsync(folder["store"], new DashboardServing { Port = 0, Certificate = bare }), StringComparison.Ordinal);
    }

    private static async Task<string> SaveAsync(HttpClient client, string kind) =>
        (await ServedSite.PostAsync(client, $"api/{kind}", $"{{\"name\":\"{Guid.NewGuid():N}\",\"address\":\"?\"}}")).Body.GetProperty("id").GetString()!;

    private static async Task<string> CommentAsync(HttpClient client)
    {
        await ServedSite.PostAsync(client, "api/comment", $"{{\"runs\":[\"{DemoStore.Hero}\"],\"text\":\"t\"}}");
        return JsonDocument.Parse(await client.GetStringAsync($"api/runs/{DemoStore.Hero}")).RootElement.GetProperty("comments")[0].GetProperty("id").GetString()!;
    }

    private static async Task<HttpResponseMessage> GetAsync(ServedSite site, string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await site.Stranger.SendAsync(request);
    }
}
