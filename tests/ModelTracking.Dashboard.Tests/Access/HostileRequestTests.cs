using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Description;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>What no page of the dashboard ever sends, at every endpoint there is.</summary>
public sealed class HostileRequestTests(DemoStore store) : IClassFixture<DemoStore>
{
    private const string Canary = "canary-beside-the-store";

    /// <summary>All that a request may say besides its path: what the description of the API names, and what a login does.</summary>
    private static string[] Names(string store) =>
    [
        .. RoleMatrixTests.Endpoints(store).Select(e => e.Name).Where(n => n.Contains("/api/", StringComparison.Ordinal))
            .SelectMany(n => Common.Of(n).Query).Select(v => v.Name).Append("return").Append("token").Distinct(),
    ];

    private static readonly string[] Escapes =
    [
        "../canary.txt", "../../canary.txt", "..%2fcanary.txt", "..%252fcanary.txt", "%2e%2e/canary.txt", "..\\canary.txt", "....//canary.txt", "..%09/canary.txt", "{folder}/canary.txt",
        "file://{folder}/canary.txt", "file:///x#/../..{folder}/canary.txt", "//server/share", "\\\\?\\C:\\x", "C:canary.txt", "canary.txt%00.png", "config.json::$DATA", "NUL", "\u2025/canary.txt", "%c0%ae%c0%ae/canary.txt",
        "runs:/{run}/../../canary.txt", "' OR '1'='1", "'; DROP TABLE runs; --", "${jndi:ldap://x}", "{{7*7}}", "-1", "99999999999999999999",
    ];

    private static readonly string[] Switches =
    [
        "X-HTTP-Method-Override: GET", "X-HTTP-Method: DELETE", "X-Original-URL: /login", "X-Rewrite-URL: /assets/app.js", "X-Forwarded-Prefix: /login", "X-Remote-User: root", "X-Forwarded-User: root",
        "X-MS-CLIENT-PRINCIPAL-NAME: root", "X-ModelTracking-Trusted: true", "Cookie: modeltracking=1; admin=true", "X-Requested-With: XMLHttpRequest", "Sec-Fetch-Site: same-origin",
    ];

    [Fact]
    public async Task T12_No_endpoint_takes_a_hostile_path_id_name_or_key_for_more_than_a_text_that_names_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(store.Folder)!, "canary.txt"), Canary);
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var marker = (await File.ReadAllTextAsync(Path.Combine(store.Folder, "store.json"))).Trim();
        var requests = new List<(string Method, string Path)>();
        var names = Names(store.Folder);
        Assert.All((string[])["q", "path", "refused", "points", "version", "return"], n => Assert.Contains(n, names));
        foreach (var (endpoint, policy) in RoleMatrixTests.Endpoints(store.Folder).Where(e => e.Name.Contains("/api/", StringComparison.Ordinal) || e.Name == "GET /login"))
        {
            var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
            for (var i = 0; i < Escapes.Length; i++)
            {
                var escape = Escapes[i].Replace("{folder}", Path.GetDirectoryName(store.Folder), StringComparison.Ordinal).Replace("{run}", DemoStore.Hero.ToString(), StringComparison.Ordinal);
                var written = Uri.EscapeDataString(escape);
                if (pattern.Contains('{', StringComparison.Ordinal))
                {
                    requests.Add((method, Fill(pattern, written, written)));
                    requests.Add((method, Fill(pattern, escape.Replace("#", "%23", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal), written)));
                }

                if (policy.Kind != EndpointKind.Change)
                {
                    // Each name gets each way to write a path, at one endpoint in three.
                    requests.AddRange(names.Where((_, n) => (n + i + requests.Count) % 3 == 0).Select(n => (method, $"{Fill(pattern, DemoStore.Hero.ToString(), "digits")}?{n}={written}")));
                }
            }
        }

        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, cancellation) =>
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(site.Origin + request.Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            if (request.Method == "POST")
            {
                message.Content = new StringContent("{\"version\":1,\"name\":\"x\",\"comment\":\"x\"}", System.Text.Encoding.UTF8, "application/json");
            }

            using var response = await site.Administrator.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(cancellation);
            if (response.StatusCode >= HttpStatusCode.InternalServerError || text.Contains(Canary, StringComparison.Ordinal) || text.Contains(marker, StringComparison.Ordinal) || text.Contains("root:x:0", StringComparison.Ordinal))
            {
                wrong.Add($"{request.Method} {request.Path}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 200)]}");
            }
        });
        Assert.True(requests.Count > 5000);
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {requests.Count}: {string.Join(Environment.NewLine, wrong.Take(20))}");

        static string Fill(string pattern, string id, string name) => pattern.Replace("{id}", id, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T14_No_header_opens_an_endpoint_to_who_has_no_key()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        foreach (var (endpoint, _) in RoleMatrixTests.Endpoints(store.Folder).Where(e => !e.Policy.IsOpen))
        {
            var path = endpoint.Split(' ')[1].Replace("{id}", DemoStore.Hero.ToString(), StringComparison.Ordinal).Replace("{name}", "digits", StringComparison.Ordinal).Replace("{**path}", "", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Split(' ')[0]), path);
            foreach (var header in Switches.Select(s => s.Split(": ")))
            {
                request.Headers.TryAddWithoutValidation(header[0], header[1]);
            }

            using var response = await site.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var isLogin = response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location!.OriginalString.StartsWith("/login", StringComparison.Ordinal);
            Assert.True(isLogin || response.StatusCode == HttpStatusCode.Unauthorized, $"{endpoint}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task T14_No_tag_of_a_run_makes_a_path_lead_further_or_markup_leave_its_sandbox()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["mltrack"]))
        {
            using var run = client.StartRun("x", new RunOptions { Id = DemoStore.Hero });
            foreach (var tag in (string[])["mlflow.prompt.is_prompt", "mlflow.skip_validation", "modeltracking.trusted", "modeltracking.allow_html", "modeltracking.attach_to", "validation"])
            {
                run.SetTag(tag, tag.StartsWith("validation", StringComparison.Ordinal) ? "off" : "true");
            }

            run.SetTag("mlflow.source.name", folder["canary.txt"]);
            run.LogText("<script>1</script>", "page.html", new ArtifactOptions { MediaType = "text/html" });
        }

        await File.WriteAllTextAsync(folder["canary.txt"], Canary);
        await using var site = await Site.OpenAsync(folder["mltrack"]);
        foreach (var path in (string[])["../canary.txt", "../../canary.txt", folder["canary.txt"], $"file://{folder["canary.txt"]}"])
        {
            using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/artifact?path={Uri.EscapeDataString(path)}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        using var page = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/artifact?path=page.html");
        Assert.StartsWith("sandbox;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0000000g.1")]
    [InlineData("00000001.-1")]
    [InlineData("00000001.99999999999999999999")]
    [InlineData("../../store.1")]
    [InlineData("' OR 1=1 --.1")]
    [InlineData("{many}")]
    public async Task T39_A_cursor_that_was_not_given_is_refused(string cursor)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var forged = cursor.Replace("{many}", string.Join('_', Enumerable.Range(0, 2000).Select(i => $"{i:x8}.1")), StringComparison.Ordinal);
        foreach (var what in (string[])["log", "records", "live"])
        {
            using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/{what}?after={Uri.EscapeDataString(forged)}", HttpCompletionOption.ResponseHeadersRead);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{what}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task T39_A_place_far_off_or_of_another_run_is_a_place_in_what_one_may_see_and_no_more()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var churn = site.As("reader:experiment=churn");
        var hero = JsonDocument.Parse(await site.Administrator.GetStringAsync($"api/runs/{DemoStore.Hero}/records")).RootElement.GetProperty("cursor").GetString();
        foreach (var after in (string[])[hero!, "00000001.9223372036854775807", ""])
        {
            var text = await churn.GetStringAsync($"api/runs/{DemoStore.Search}/records?after={after}");
            Assert.DoesNotContain("wide-adam", text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(churn, $"api/runs/{DemoStore.Hero}/records?after={after}"));
        }

        foreach (var (page, status) in new[] { ("from=-1", HttpStatusCode.BadRequest), ("from=2147483648", HttpStatusCode.BadRequest), ("from=2147483647", HttpStatusCode.OK), ("limit=2147483647", HttpStatusCode.OK), ("limit=-5", HttpStatusCode.BadRequest) })
        {
            Assert.Equal(status, await ServedSite.StatusAsync(churn, $"api/runs?{page}"));
        }

        Assert.Equal(19, JsonDocument.Parse(await churn.GetStringAsync("api/runs?limit=2147483647")).RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task T39_A_stream_goes_on_from_a_revision_of_somebody_else_without_what_is_theirs()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var churn = site.As("reader:experiment=churn");
        var revision = await FirstIdAsync(site.Administrator, "");
        foreach (var run in (Records.RunId[])[DemoStore.Hero, DemoStore.Search])
        {
            Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(site.Administrator, "api/comment", $"{{\"runs\":[\"{run}\"],\"text\":\"t\"}}")).Status);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var stream = new StreamReader(await churn.GetStreamAsync($"api/live?after={revision}", patience.Token));
        string? line;
        while ((line = await stream.ReadLineAsync(patience.Token)) is not null && !line.StartsWith("data:", StringComparison.Ordinal))
        {
            // Up to the first event.
        }

        Assert.Contains(DemoStore.Search.ToString(), line, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoStore.Hero.ToString(), line, StringComparison.Ordinal);
        Assert.NotEqual("forged-1", await FirstIdAsync(churn, "forged-1"));

        static async Task<string> FirstIdAsync(HttpClient client, string after)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var stream = new StreamReader(await client.GetStreamAsync($"api/live?after={after}", patience.Token));
            while (await stream.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    return line["id: ".Length..];
                }
            }

            return "";
        }
    }

    [Fact]
    public async Task T24_A_tag_of_others_bytes_is_answered_as_what_is_not_there()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var path = $"api/runs/{DemoStore.Hero}/artifact?path=config.json";
        using var seen = await site.Administrator.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(seen.Headers.ETag!);
        using var answer = await site.As("reader:experiment=churn").SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"$type\":\"System.IO.FileInfo, System.IO.FileSystem\",\"fileName\":\"/etc/passwd\",\"description\":\"kept\"}")]
    [InlineData("{\"__type\":\"System.Diagnostics.Process\",\"description\":\"kept\"}")]
    [InlineData("{\"type\":\"run-ended\",\"$values\":[],\"description\":\"kept\"}")]
    public async Task T43_A_type_that_a_request_names_is_a_word_that_nobody_reads(string json)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var (status, model) = await site.PostAsync("api/models/digits/describe", json);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("kept", model.GetProperty("description").GetString());
    }
}
