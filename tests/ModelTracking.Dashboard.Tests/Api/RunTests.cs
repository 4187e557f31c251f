using System.Net;
using System.Text;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>One run, its series, its artifacts and its log.</summary>
public sealed class RunTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static readonly string Hero = $"api/runs/{DemoStore.Hero}";

    [Fact]
    public async Task A_run_comes_with_all_that_was_said_about_it()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var run = await site.JsonAsync(Hero);
        Assert.Equal("wide-adam-best", run.GetProperty("name").GetString());
        Assert.Equal("Finished", run.GetProperty("status").GetString());
        var seed = run.GetProperty("params").EnumerateArray().Single(p => p.GetProperty("key").GetString() == "seed");
        Assert.Equal(("2", "1"), (seed.GetProperty("value").GetString(), seed.GetProperty("history")[0].GetString()));
        Assert.Equal("wide", run.GetProperty("code")[0].GetProperty("branch").GetString());
        Assert.Equal("metrics.loss[train]", run.GetProperty("metrics").EnumerateArray().First(m => m.GetProperty("context").GetString() == "train").GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_series_is_answered_in_buckets_that_lose_no_spike()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var bytes = await site.Client.GetByteArrayAsync($"api/series?run={DemoStore.Hero}&key=loss&context=train&buckets=50");
        Assert.Equal("MTS1", Encoding.ASCII.GetString(bytes, 0, 4));
        var head = BitConverter.ToInt32(bytes, 4);
        var series = JsonDocument.Parse(bytes.AsMemory(8, head)).RootElement[0];
        var n = series.GetProperty("buckets").GetInt32();
        Assert.InRange(n, 10, 50);
        Assert.Equal(5000, series.GetProperty("points").GetInt64());
        Assert.Equal(8 + head + (7 * 8 * n), bytes.Length);
        var max = Enumerable.Range(0, n).Max(i => BitConverter.ToDouble(bytes, 8 + head + (((4 * n) + i) * 8)));
        Assert.Equal(4.1, max);
    }

    [Fact]
    public async Task A_range_of_steps_is_answered_in_finer_buckets()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var bytes = await site.Client.GetByteArrayAsync($"api/series?run={DemoStore.Hero}&key=loss&context=train&buckets=2000&from=100&to=199");
        var head = BitConverter.ToInt32(bytes, 4);
        Assert.Equal(100, JsonDocument.Parse(bytes.AsMemory(8, head)).RootElement[0].GetProperty("points").GetInt64());
    }

    [Theory]
    [InlineData("history.csv", 250, "249", "a, \"quoted\" note")]
    [InlineData("predictions.json", 150, "digit-149", "9")]
    public async Task A_table_is_read_page_by_page(string path, int rows, string first, string anywhere)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var all = new List<JsonElement>();
        for (var more = true; more;)
        {
            var page = await site.JsonAsync($"{Hero}/table?path={path}&from={all.Count}&limit=40");
            all.AddRange(page.GetProperty("rows").EnumerateArray());
            more = page.GetProperty("hasMore").GetBoolean();
        }

        Assert.Equal(path == "history.csv" ? rows - 1 : rows, all.Count);
        Assert.Equal(first, all[^1][0].GetString());
        Assert.Contains(all[^1].EnumerateArray(), c => c.GetString() == anywhere);
    }

    [Fact]
    public async Task The_log_comes_in_order_with_where_each_line_came_from()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var lines = (await site.JsonAsync($"{Hero}/log")).GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(40, lines.Length);
        Assert.StartsWith("epoch   0", lines[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("error", lines[12].GetProperty("source").GetString());
    }

    [Fact]
    public async Task Records_are_read_on_from_a_cursor_until_the_end()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var (cursor, texts, more) = ("", new List<string>(), true);
        while (more)
        {
            var page = await site.JsonAsync($"{Hero}/records?after={cursor}");
            texts.AddRange(page.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("text").GetString()!));
            cursor = page.GetProperty("cursor").GetString()!;
            more = page.GetProperty("hasMore").GetBoolean();
        }

        Assert.Contains("run-started", texts[0], StringComparison.Ordinal);
        Assert.Single(texts, t => t.Contains("  run-started  ", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("  run-ended  Finished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trials_come_with_why_some_failed()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var nested = await site.JsonAsync($"api/runs/{DemoStore.Search}/nested");
        Assert.Equal(18, nested.GetProperty("total").GetInt32());
        Assert.Equal(2, nested.GetProperty("runs").EnumerateArray().Count(r => r.GetProperty("status").GetString() == "Failed" && r.GetProperty("error").GetString()!.Contains("longer than 30 s", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Runs_to_compare_come_in_the_order_asked_for_and_those_that_are_gone_are_left_out()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var runs = await site.JsonAsync($"api/compare?run={DemoStore.Grid(3)}&run={new string('f', 32)}&run={DemoStore.Grid(1)}");
        Assert.Equal([DemoStore.Grid(3).ToString(), DemoStore.Grid(1).ToString()], runs.EnumerateArray().Select(r => r.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_run_is_starred_renamed_noted_and_tagged_after_it_has_ended_and_the_list_shows_it()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var id = DemoStore.Grid(7);
        var (status, run) = await site.PostAsync($"api/runs/{id}/edit", "{\"name\":\"kept\",\"note\":\"worth it\",\"starred\":true,\"tags\":{\"team\":null,\"stage\":\"candidate\"}}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("kept", "worth it", "Finished"), (run.GetProperty("name").GetString(), run.GetProperty("description").GetString(), run.GetProperty("status").GetString()));
        Assert.Equal(("candidate", false), (run.GetProperty("tags").GetProperty("stage").GetString(), run.GetProperty("tags").TryGetProperty("team", out _)));
        var listed = await site.JsonAsync("api/runs?q=" + Uri.EscapeDataString("run_name = 'kept'"));
        Assert.Equal((id.ToString(), "true"), (listed.GetProperty("rows")[0][0].GetString(), listed.GetProperty("rows")[0][7].GetString()));
    }

    [Theory]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"tags\":{\"\":\"x\"}}")]
    [InlineData("[]")]
    public async Task An_edit_that_cannot_be_is_refused(string body)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync($"api/runs/{DemoStore.Hero}/edit", body)).Status);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_not_found()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"api/runs/{new string('f', 32)}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
