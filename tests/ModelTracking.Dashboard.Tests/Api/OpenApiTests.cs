using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Description;
using ModelTracking.Dashboard.Tests.Access;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>The description of the HTTP API says what there is, and what is answered is what it says.</summary>
public sealed class OpenApiTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static async Task<JsonElement> DocumentAsync(HttpClient client) => JsonDocument.Parse(await client.GetStringAsync("api/openapi.json")).RootElement;

    private static string[] Operations(JsonElement document) =>
        [.. document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).Order()];

    [Fact]
    public async Task Every_endpoint_of_the_api_stands_in_it_and_nothing_else()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var document = await DocumentAsync(site.Administrator);
        Assert.Equal(
            RoleMatrixTests.Endpoints(store.Folder).Select(e => e.Name).Where(n => n.Contains("/api/", StringComparison.Ordinal)).Order(),
            Operations(document));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task It_is_sound_and_each_operation_has_a_name_of_its_own_a_summary_and_its_errors()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (document, diagnostic) = OpenApiDocument.Parse(await site.Administrator.GetStringAsync("api/openapi.json"), "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        var operations = document!.Paths.SelectMany(p => p.Value.Operations!.Select(o => (Path: p.Key, Method: o.Key, Operation: o.Value))).ToArray();
        Assert.Equal(operations.Length, operations.Select(o => o.Operation.OperationId).Distinct().Count());
        Assert.All(operations, o =>
        {
            Assert.Matches("^[a-zA-Z]+$", o.Operation.OperationId);
            Assert.EndsWith(".", o.Operation.Summary, StringComparison.Ordinal);
            Assert.All((string[])["200", "401", "403", "503"], s => Assert.Contains(s, o.Operation.Responses!.Keys));
            Assert.Equal(o.Path.Contains('{', StringComparison.Ordinal) || Common.Of($"{o.Method.Method.ToUpperInvariant()} {o.Path}").Errors.ContainsKey(404), o.Operation.Responses!.ContainsKey("404"));
            Assert.All(o.Operation.Parameters ?? [], p => Assert.NotEmpty(p.Description!));
        });
        Assert.True(operations.Single(o => o.Operation.OperationId == "getRunsIdArtifact").Operation.Responses!.ContainsKey("304"));
        Assert.False(operations.Single(o => o.Operation.OperationId == "getSeries").Operation.Responses!.ContainsKey("304"));
    }

    [Fact]
    public async Task What_a_read_only_dashboard_does_not_do_is_not_in_it_and_who_has_no_key_does_not_read_it()
    {
        await using var site = await Site.OpenAsync(store.Folder, o => o.ReadOnly = true);
        Assert.All(Operations(await site.JsonAsync("api/openapi.json")), o => Assert.StartsWith("GET ", o, StringComparison.Ordinal));
        Assert.Equal(401, (int)(await site.Stranger.GetAsync("api/openapi.json")).StatusCode);
        Assert.False((await site.JsonAsync("api/openapi.json")).TryGetProperty("security", out _));
    }

    [Theory]
    [InlineData("/api/about", "api/about")]
    [InlineData("/api/runs", "api/runs?limit=50&columns=metrics.loss,params.lr,end_time")]
    [InlineData("/api/runs", "api/runs?constant=1&columns=metrics.loss,params.epochs")]
    [InlineData("/api/sparklines", "api/sparklines?run={hero}&run={grid}&metric=metrics.loss[train]&metric=metrics.loss[validation]")]
    [InlineData("/api/groups", "api/groups?by=params.units&columns=metrics.loss")]
    [InlineData("/api/fields", "api/fields")]
    [InlineData("/api/experiments", "api/experiments")]
    [InlineData("/api/check", "api/check?q=params.lr+%3E")]
    [InlineData("/api/runs/{id}", "api/runs/{hero}")]
    [InlineData("/api/runs/{id}/nested", "api/runs/{search}/nested")]
    [InlineData("/api/runs/{id}/log", "api/runs/{hero}/log")]
    [InlineData("/api/runs/{id}/records", "api/runs/{hero}/records")]
    [InlineData("/api/runs/{id}/table", "api/runs/{hero}/table?path=history.csv")]
    [InlineData("/api/compare", "api/compare?run={hero}&run={grid}")]
    [InlineData("/api/comparison", "api/comparison?run={hero}&run={grid}")]
    [InlineData("/api/importance", "api/importance?target=best(metrics.loss)")]
    [InlineData("/api/significance", "api/significance?by=params.optimizer&value=best(metrics.loss[validation])&experiment=digits")]
    [InlineData("/api/metrics", "api/metrics")]
    [InlineData("/api/models", "api/models")]
    [InlineData("/api/models/{name}", "api/models/digits")]
    [InlineData("/api/models/{name}/diff", "api/models/digits/diff?before=1&after=2")]
    [InlineData("/api/history/{name}", "api/history/digits")]
    [InlineData("/api/keys", "api/keys")]
    [InlineData("/api/audit", "api/audit")]
    [InlineData("/api/views", "api/views")]
    [InlineData("/api/reports", "api/reports")]
    [InlineData("/api/reports/{id}", "api/reports/{report}")]
    [InlineData("/api/reports/{id}/versions", "api/reports/{report}/versions")]
    public async Task What_is_answered_is_what_it_says(string path, string asked)
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        await ServedSite.PostAsync(site.Administrator, "api/views", $"{{\"name\":\"{Guid.NewGuid():N}\",\"address\":\"?\"}}");
        var report = (await ServedSite.PostAsync(site.Administrator, "api/reports", $"{{\"name\":\"{Guid.NewGuid():N}\",\"content\":\"# R\",\"experiment\":\"digits\"}}")).Body.GetProperty("id").GetString();
        asked = asked.Replace("{report}", report, StringComparison.Ordinal).Replace("{hero}", $"{DemoStore.Hero}", StringComparison.Ordinal).Replace("{search}", $"{DemoStore.Search}", StringComparison.Ordinal).Replace("{grid}", $"{DemoStore.Grid(1)}", StringComparison.Ordinal);
        var document = await DocumentAsync(site.Administrator);
        var schema = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var answer = JsonDocument.Parse(await site.Administrator.GetStringAsync(asked)).RootElement;
        Assert.Empty(JsonShape.Differences(document, schema, answer, asked));
    }

    [Fact]
    public async Task A_problem_is_what_it_says_and_a_difference_is_found()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var document = await site.JsonAsync("api/openapi.json");
        var problem = document.GetProperty("components").GetProperty("schemas").GetProperty("Problem");
        using var response = await site.Client.GetAsync("api/runs?q=params.lr+%3E");
        Assert.Empty(JsonShape.Differences(document, problem, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement, "problem"));
        Assert.NotEmpty(JsonShape.Differences(document, problem, JsonDocument.Parse("{\"status\":\"400\",\"code\":\"x\",\"message\":\"m\"}").RootElement, "problem"));
        Assert.NotEmpty(JsonShape.Differences(document, problem, JsonDocument.Parse("{\"status\":400,\"code\":\"x\"}").RootElement, "problem"));
        Assert.NotEmpty(JsonShape.Differences(document, problem, JsonDocument.Parse("{\"status\":400,\"code\":\"x\",\"message\":\"m\",\"more\":1}").RootElement, "problem"));
    }

    [Fact]
    public void The_endpoint_that_gives_it_is_read_by_readers() =>
        Assert.Equal(EndpointKind.Read, RoleMatrixTests.Endpoints(store.Folder).Single(e => e.Name == "GET /api/openapi.json").Policy.Kind);
}
