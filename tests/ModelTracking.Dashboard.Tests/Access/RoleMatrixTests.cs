using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ModelTracking.Access;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Access;

/// <summary>Each role at each endpoint, on what is theirs and on what is not.</summary>
public sealed class RoleMatrixTests(DemoStore store) : IClassFixture<DemoStore>
{
    private const string Body = "{\"version\":3,\"alias\":\"champion\",\"stage\":\"Staging\",\"comment\":\"seen\",\"description\":\"d\",\"name\":\"x\",\"grants\":[\"reader:experiment=digits\"]}";

    /// <summary>The rule, written down a second time: the lowest role that may use an endpoint on what it is about.</summary>
    private static readonly Dictionary<string, AccessRole> Rule = new(StringComparer.Ordinal)
    {
        ["GET /api/runs/{id}"] = AccessRole.Reader,
        ["GET /api/runs/{id}/artifact"] = AccessRole.Reader,
        ["GET /api/runs/{id}/zip"] = AccessRole.Reader,
        ["GET /api/runs/{id}/text"] = AccessRole.Reader,
        ["GET /api/runs/{id}/table"] = AccessRole.Reader,
        ["GET /api/runs/{id}/graph"] = AccessRole.Reader,
        ["GET /api/runs/{id}/log"] = AccessRole.Reader,
        ["GET /api/runs/{id}/records"] = AccessRole.Reader,
        ["GET /api/runs/{id}/nested"] = AccessRole.Reader,
        ["GET /api/runs/{id}/live"] = AccessRole.Reader,
        ["POST /api/runs/{id}/edit"] = AccessRole.Editor,
        ["GET /api/models/{name}"] = AccessRole.Reader,
        ["GET /api/models/{name}/diff"] = AccessRole.Reader,
        ["GET /api/history/{name}"] = AccessRole.Reader,
        ["GET /api/history/{name}/diff"] = AccessRole.Reader,
        ["POST /api/models/{name}/comment"] = AccessRole.Editor,
        ["POST /api/models/{name}/describe"] = AccessRole.Editor,
        ["POST /api/models/{name}/request-approval"] = AccessRole.Editor,
        ["POST /api/models/{name}/alias"] = AccessRole.Manager,
        ["POST /api/models/{name}/remove-alias"] = AccessRole.Manager,
        ["POST /api/models/{name}/stage"] = AccessRole.Manager,
        ["POST /api/models/{name}/rollback"] = AccessRole.Manager,
        ["POST /api/models/{name}/approve"] = AccessRole.Approver,
        ["POST /api/models/{name}/reject"] = AccessRole.Approver,
        ["POST /api/keys"] = AccessRole.Manager,
        ["GET /api/audit"] = AccessRole.Administrator,
    };

    /// <summary>About no one run or model: they answer everybody with what they may see.</summary>
    private static readonly string[] Lists =
        ["GET /api/about", "GET /api/runs", "GET /api/groups", "GET /api/fields", "GET /api/experiments", "GET /api/check", "GET /api/compare", "GET /api/comparison", "GET /api/comparison/versions", "GET /api/importance", "GET /api/significance", "GET /api/curves", "GET /api/metrics", "GET /api/series", "GET /api/sparklines", "GET /api/share", "GET /api/models", "GET /api/history", "GET /api/live", "GET /api/keys", "GET /api/views", "GET /api/reports", "GET /api/datasets", "GET /api/dataset", "GET /api/lineage", "GET /api/store", "GET /api/alerts", "GET /api/openapi.json"];

    /// <summary>About something else than a run or model; tested apart.</summary>
    private static readonly string[] Others = ["POST /api/keys/{id}/revoke", "POST /api/comment", "POST /api/runs/{id}/uncomment", "POST /api/views", "POST /api/views/{id}/edit", "POST /api/views/{id}/delete", "GET /api/reports/{id}", "GET /api/reports/{id}/versions", "GET /api/reports/{id}/html", "POST /api/reports", "POST /api/reports/{id}/edit", "POST /api/reports/{id}/delete"];

    private static readonly (string Name, string[] Grants, Func<AccessRole, bool> May)[] Roles =
    [
        ("reader", ["reader:experiment=digits", "reader:model=digits"], needs => needs == AccessRole.Reader),
        ("editor", ["editor:experiment=digits", "editor:model=digits"], needs => needs <= AccessRole.Editor),
        ("manager", ["manager:experiment=digits", "manager:model=digits"], needs => needs <= AccessRole.Manager),
        ("approver", ["reader:experiment=digits", "approver:model=digits"], needs => needs is AccessRole.Reader or AccessRole.Approver),
        ("administrator", ["administrator"], needs => needs != AccessRole.Approver),
    ];

    internal static IEnumerable<(string Name, EndpointPolicy Policy)> Endpoints(string folder)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapModelTracking("/", new DashboardOptions
        {
            Store = folder,
            Gate = _ => new ServedGate(new DashboardServing(), AccessKeys.Open(folder), AuditLog.Open(folder), TimeProvider.System),
        });
        return ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).Cast<RouteEndpoint>()
            .Select(e => ($"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText}", e.Metadata.GetMetadata<EndpointPolicy>()!));
    }

    internal static async Task<HttpStatusCode> SendAsync(HttpClient client, string endpoint, string run = "", string model = "")
    {
        var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var path = pattern.TrimStart('/').Replace("{id}", run, StringComparison.Ordinal).Replace("{name}", model, StringComparison.Ordinal);
        path += Regex.Match(pattern, @"[a-z]+$").Value switch
        {
            "artifact" or "text" => "?path=config.json",
            "table" => "?path=history.csv",
            "graph" => "?path=models/net/model.zip",
            "diff" => pattern.Contains("models", StringComparison.Ordinal) ? "?before=1&after=2" : "?before=main~1&after=main",
            "groups" => "?by=params.lr",
            _ => "",
        };
        return method == "GET" ? await ServedSite.StatusAsync(client, path) : (await ServedSite.PostAsync(client, path, Body)).Status;
    }

    [Fact]
    public void T15_Every_endpoint_of_a_served_dashboard_has_a_rule_here()
    {
        var api = Endpoints(store.Folder).Where(e => e.Name.Contains("/api/", StringComparison.Ordinal)).Select(e => e.Name).Order().ToArray();
        Assert.Equal(Rule.Keys.Concat(Lists).Concat(Others).Order(), api);
        Assert.All(Endpoints(store.Folder).Where(e => Rule.ContainsKey(e.Name)), e => Assert.Equal(Rule[e.Name], e.Policy.Needs));
        Assert.Equal(
            ["GET /assets/{name}", "GET /login", "POST /login", "POST /logout"],
            Endpoints(store.Folder).Where(e => e.Policy.IsOpen).Select(e => e.Name).Order());
    }

    [Fact]
    public async Task T16_Each_role_may_do_what_it_says_on_what_is_theirs_and_knows_of_nothing_else()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        Assert.Empty(await WrongAsync(site.As, site.Stranger, Rule.Keys, Lists));
    }

    /// <summary>Asks each endpoint with each role, and says where the answer is another than the rule has it.</summary>
    /// <param name="with">Somebody with some grants.</param>
    /// <param name="stranger">Somebody who has not logged in.</param>
    /// <param name="about">The endpoints that are about a run or model.</param>
    /// <param name="lists">The others.</param>
    internal static async Task<List<string>> WrongAsync(Func<string[], HttpClient> with, HttpClient stranger, IEnumerable<string> about, IEnumerable<string> lists)
    {
        var wrong = new List<string>();
        foreach (var (role, grants, may) in Roles)
        {
            var client = with(grants);
            foreach (var endpoint in about)
            {
                var own = await SendAsync(client, endpoint, DemoStore.Hero.ToString(), "digits");
                Expect($"{role}: {endpoint}", own, may(Rule[endpoint]) ? "allowed" : "denied");
                if (role != "administrator" && endpoint.Contains('{', StringComparison.Ordinal))
                {
                    Expect($"{role}: {endpoint} of others", await SendAsync(client, endpoint, DemoStore.Search.ToString(), "digits-net"), "hidden");
                    Expect($"{role}: {endpoint} of nobody", await SendAsync(client, endpoint, "ffffffffffffffffffffffffffffffff", "none"), "hidden");
                }
            }
        }

        foreach (var endpoint in about.Concat(lists))
        {
            Expect($"nobody: {endpoint}", await SendAsync(stranger, endpoint, DemoStore.Hero.ToString(), "digits"), "stranger");
        }

        return wrong;

        void Expect(string what, HttpStatusCode status, string expected)
        {
            var seen = status switch
            {
                HttpStatusCode.Unauthorized => "stranger",
                HttpStatusCode.Forbidden => "denied",
                HttpStatusCode.NotFound => "hidden",
                >= HttpStatusCode.InternalServerError => "broken",
                _ => "allowed",
            };
            if (seen != expected)
            {
                wrong.Add($"{what}: {(int)status}, expected {expected}");
            }
        }
    }

    internal static IEnumerable<string[]> Granted => Roles.Select(r => r.Grants);

    internal static bool IsAboutKeys(string endpoint) => endpoint.Contains("/api/keys", StringComparison.Ordinal);

    internal static IEnumerable<string> OfRunsAndModels => Rule.Keys.Where(e => !IsAboutKeys(e));

    internal static IEnumerable<string> OfAll => Lists.Where(e => !IsAboutKeys(e));

    [Fact]
    public async Task T17_Lists_searches_charts_exports_and_streams_hold_nothing_of_others()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var churn = site.As("reader:experiment=churn", "reader:model=churn");
        foreach (var path in (string[])["api/runs?limit=500", "api/runs?q=params.lr%20%3E%200&limit=500", "api/groups?by=tags.team", "api/fields", "api/experiments", "api/models", "api/history", $"api/compare?run={DemoStore.Hero}", "api/metrics", $"api/comparison?run={DemoStore.Search}&run={DemoStore.Hero}", $"api/comparison/versions?before={DemoStore.Hero}&after={DemoStore.Grid(1)}", "api/importance?target=metrics.loss", "api/significance?by=params.optimizer&value=metrics.loss", "api/keys"])
        {
            var text = await churn.GetStringAsync(path);
            Assert.DoesNotContain("digits", text, StringComparison.Ordinal);
            Assert.DoesNotContain(DemoStore.Hero.ToString(), text, StringComparison.Ordinal);
            Assert.DoesNotContain("params.lr\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("params.optimizer", text, StringComparison.Ordinal);
        }

        Assert.Equal(19, System.Text.Json.JsonDocument.Parse(await churn.GetStringAsync("api/runs?limit=500")).RootElement.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(churn, $"api/share?run={DemoStore.Hero}"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(churn, $"api/share?run={DemoStore.Search}&run={DemoStore.Hero}"));
        Assert.Equal(HttpStatusCode.OK, await ServedSite.StatusAsync(churn, $"api/share?run={DemoStore.Search}"));
        var series = await churn.GetByteArrayAsync($"api/series?run={DemoStore.Hero}&key=loss&context=train");
        Assert.Equal("[]", System.Text.Encoding.UTF8.GetString(series.AsSpan(8, BitConverter.ToInt32(series, 4))).Trim());
    }

    [Fact]
    public async Task T18_A_reader_edits_nothing_an_editor_archives_and_grants_nothing_a_manager_grants_only_what_is_theirs()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (reader, editor, manager) = (site.As("reader"), site.As("editor:experiment=digits"), site.As("manager:experiment=digits*"));
        var edit = $"api/runs/{DemoStore.Failed}/edit";
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(reader, edit, "{\"starred\":true}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(editor, edit, "{\"starred\":true}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(editor, edit, "{\"archived\":true}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(manager, edit, "{\"archived\":false}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(editor, "api/keys", "{\"name\":\"friend\",\"grants\":[\"reader:experiment=digits\"]}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ServedSite.PostAsync(manager, "api/keys", "{\"name\":\"friend\",\"grants\":[\"editor:experiment=digits-2\"],\"days\":30}")).Status);
        foreach (var grant in (string[])["reader", "reader:experiment=churn", "reader:experiment=dig*", "approver", "administrator", "manager:model=digits"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await ServedSite.PostAsync(manager, "api/keys", $"{{\"name\":\"friend\",\"grants\":[\"{grant}\"]}}")).Status);
        }
    }
}
