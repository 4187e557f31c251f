using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Finding, sorting, paging and grouping runs.</summary>
public sealed class RunsTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static string[] Names(JsonElement answer) => [.. answer.GetProperty("rows").EnumerateArray().Select(r => r[1].GetString()!)];

    [Fact]
    public async Task A_query_of_the_command_line_finds_the_same_runs_here()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var answer = await site.JsonAsync("api/runs?q=" + Uri.EscapeDataString("params.optimizer = 'adam' AND params.units >= 256") + "&columns=params.units,params.lr");
        Assert.Equal(5, answer.GetProperty("total").GetInt32());
        Assert.Equal(["params.units", "params.lr"], answer.GetProperty("columns").EnumerateArray().Select(c => c.GetString()));
        Assert.All(answer.GetProperty("rows").EnumerateArray(), r => Assert.True(r[8].GetDouble() >= 256));
    }

    [Fact]
    public async Task An_error_says_at_which_character_and_what_was_probably_meant()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var problem = await site.JsonAsync("api/check?q=" + Uri.EscapeDataString("statu = 'FAILED'"));
        Assert.Equal("query", problem.GetProperty("code").GetString());
        Assert.Equal(0, problem.GetProperty("position").GetInt32());
        Assert.Equal("status", problem.GetProperty("suggestion").GetString());
        using var response = await site.Client.GetAsync("api/runs?q=" + Uri.EscapeDataString("statu = 'FAILED'"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Pages_join_without_gap_or_overlap_and_a_sort_holds_over_all_of_them()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var pages = new List<string>();
        for (var from = 0; ; from += 7)
        {
            var answer = await site.JsonAsync($"api/runs?nested=0&sort={Uri.EscapeDataString("run_name DESC")}&from={from}&limit=7");
            if (Names(answer).Length == 0)
            {
                Assert.Equal(answer.GetProperty("total").GetInt32(), pages.Count);
                break;
            }

            pages.AddRange(Names(answer));
        }

        Assert.Equal(pages.OrderByDescending(n => n, StringComparer.Ordinal), pages);
    }

    [Fact]
    public async Task Runs_are_sorted_by_up_to_four_values_and_a_fifth_is_refused_with_what_to_do()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var sorted = await site.JsonAsync($"api/runs?experiment=digits&columns=params.optimizer,params.units&sort={Uri.EscapeDataString("params.optimizer DESC, params.units, run_name DESC, start_time")}");
        var rows = sorted.GetProperty("rows").EnumerateArray().Where(r => r[9].ValueKind == JsonValueKind.Number).Select(r => (Optimizer: r[8].GetString()!, Units: r[9].GetDouble(), Name: r[1].GetString()!)).ToArray();
        Assert.True(rows.Length > 20);
        Assert.Equal(rows.OrderByDescending(r => r.Optimizer, StringComparer.Ordinal).ThenBy(r => r.Units).ThenByDescending(r => r.Name, StringComparer.Ordinal), rows);
        using var refused = await site.Client.GetAsync("api/runs?sort=params.a,params.b,params.c,params.d,params.e");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("at most 4 values, and 5 were given", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_in_which_all_runs_of_the_query_have_the_same_are_told_on_request()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var query = $"api/runs?limit=2&columns=params.epochs,params.units,params.optimizer,params.nothing&q={Uri.EscapeDataString("params.optimizer = 'adam' AND params.epochs = 60")}";
        Assert.Equal(["params.epochs", "params.optimizer", "params.nothing"], (await site.JsonAsync(query + "&constant=1")).GetProperty("constant").EnumerateArray().Select(c => c.GetString()!));
        Assert.False((await site.JsonAsync(query)).TryGetProperty("constant", out _));
        Assert.Empty((await site.JsonAsync("api/runs?constant=1&columns=params.lr&run=" + DemoStore.Hero)).GetProperty("constant").EnumerateArray());
    }

    [Fact]
    public async Task Nested_runs_are_left_out_on_request_and_an_experiment_is_chosen_apart_from_the_query()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal(["automl-search"], Names(await site.JsonAsync("api/runs?experiment=churn&nested=0")));
        Assert.Equal(19, (await site.JsonAsync("api/runs?experiment=churn")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await site.JsonAsync("api/runs?experiment=" + Uri.EscapeDataString("<script>alert(1)</script>"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var first = await site.Client.GetAsync("api/runs?limit=3");
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/runs?limit=3");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        using var other = new HttpRequestMessage(HttpMethod.Get, "api/runs?limit=4");
        other.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var third = await site.Client.SendAsync(other);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task Groups_have_mean_deviation_and_number()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var answer = await site.JsonAsync("api/groups?experiment=digits&q=" + Uri.EscapeDataString("params.units <= 256") + "&by=params.units&columns=params.seed");
        var groups = answer.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(3, groups.Length);
        Assert.All(groups, g =>
        {
            Assert.Equal(8, g.GetProperty("runs").GetInt32());
            var seed = g.GetProperty("cells")[0];
            Assert.Equal((8, 1.5), (seed.GetProperty("n").GetInt32(), seed.GetProperty("mean").GetDouble()));
            Assert.Equal(0.5345, seed.GetProperty("std").GetDouble(), 4);
        });
    }

    [Fact]
    public async Task Fields_are_what_a_query_calls_them_contexts_included()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var fields = (await site.JsonAsync("api/fields")).GetProperty("fields").EnumerateArray().Select(f => f.GetString()!).ToArray();
        Assert.Contains("metrics.loss[validation]", fields);
        Assert.Contains("params.lr", fields);
        Assert.Contains("tags.team", fields);
        Assert.Contains("git.branch", fields);
        foreach (var field in fields)
        {
            await site.JsonAsync("api/runs?limit=1&columns=" + Uri.EscapeDataString(field));
        }
    }

    [Theory]
    [InlineData("api/runs?limit=-1")]
    [InlineData("api/runs?from=x")]
    [InlineData("api/runs?sort=%27")]
    [InlineData("api/runs?columns=metrics.")]
    [InlineData("api/runs?q=%00")]
    [InlineData("api/runs?q=(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((")]
    [InlineData("api/groups")]
    [InlineData("api/curves?key=loss")]
    [InlineData("api/curves?by=params.&key=loss")]
    [InlineData("api/importance?target=")]
    [InlineData("api/importance?target=metrics.")]
    [InlineData("api/significance?by=params.lr")]
    [InlineData("api/significance?by=params.lr&value=metrics.")]
    [InlineData("api/significance?by=params.lr&value=metrics.a,metrics.b")]
    [InlineData("api/significance?by=params.lr&value=metrics.loss&base=nobody")]
    [InlineData("api/comparison")]
    [InlineData("api/series?key=loss")]
    [InlineData("api/series?run=1&key=loss&context=")]
    [InlineData("api/sparklines?metric=metrics.loss")]
    [InlineData("api/sparklines?run=00000000000000000000000000000001")]
    [InlineData("api/sparklines?run=00000000000000000000000000000001&metric=params.lr")]
    [InlineData("api/sparklines?run=00000000000000000000000000000001&metric=metrics.loss%20AS")]
    [InlineData("api/sparklines?run=1&metric=metrics.loss")]
    [InlineData("api/runs/00000000000000000000000000000001/log?after=..%2f..")]
    [InlineData("api/runs/00000000000000000000000000000001/live?after=zzzzzzzz.1")]
    public async Task Nonsense_is_answered_with_what_is_wrong(string path)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync(path);
        Assert.True((int)response.StatusCode is 400 or 404, $"{response.StatusCode}");
        Assert.NotEmpty(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_query_longer_than_8_kB_is_refused_and_a_pattern_that_explodes_elsewhere_ends_here()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var tooLong = await site.Client.GetAsync("api/runs?q=" + new string('a', 9000));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        var answer = await site.JsonAsync("api/runs?q=" + Uri.EscapeDataString("run_name RLIKE '^(a+)+$'"));
        Assert.Equal(0, answer.GetProperty("total").GetInt32());
    }
}
