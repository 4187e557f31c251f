using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelTracking.Dashboard.Reports;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>A report as one file: what its live blocks show, with the rights of who asks.</summary>
public sealed class ReportFileTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static async Task<string> SaveAsync(HttpClient client, string content, string experiment = "", string? name = null)
    {
        var (status, made) = await ServedSite.PostAsync(client, "api/reports", JsonSerializer.Serialize(new { name = name ?? $"{Guid.NewGuid():N}", content, experiment }));
        Assert.True(status == HttpStatusCode.OK, $"{status}: {made}");
        return made.GetProperty("id").GetString()!;
    }

    private static async Task<(JsonElement Data, string Html)> FileAsync(HttpClient client, string id)
    {
        using var response = await client.GetAsync($"api/reports/{id}/html");
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, html);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        return (JsonDocument.Parse(Regex.Match(html, "<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement, html);
    }

    private static JsonElement Block(JsonElement data, string source) => data.GetProperty("blocks").GetProperty(source);

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static JsonElement[] Series(JsonElement data)
    {
        var frame = data.GetProperty("series").GetBytesFromBase64();
        return [.. JsonDocument.Parse(frame.AsMemory(8, BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(4)))).RootElement.EnumerateArray()];
    }

    [Fact]
    public async Task Each_block_has_what_the_dashboard_would_answer_for_it()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var client = site.Administrator;
        const string Chart = "chart\nmetric: loss[train]\nquery: experiment = 'digits' AND params.lr = 0.001 ORDER BY run_name\nlimit: 3";
        const string Groups = "chart\nmetric: loss\ngroup: params.optimizer\nquery: experiment = 'digits'\nx: relative";
        const string Rows = "runs\nquery: params.units = 64\ncolumns: metrics.loss[train], params.lr\nsort: params.lr desc\nlimit: 4";
        var run = $"run\nrun: {DemoStore.Hero}";
        var compare = $"compare\nrun: {DemoStore.Grid(1)}\nrun: {DemoStore.Grid(2)}\nbaseline: {DemoStore.Grid(2)}";
        var artifact = $"artifact\nrun: {DemoStore.Hero}\npath: history.csv";
        var id = await SaveAsync(client, $"# R\n```{string.Join("\n```\n\n```", Chart, Groups, Rows, run, compare, artifact)}\n```\n");
        var (data, _) = await FileAsync(client, id);

        Assert.Equal(($"reports/{id}", 1), (data.GetProperty("page").GetString(), data.GetProperty("report").GetProperty("version").GetInt32()));
        Assert.StartsWith("# R", data.GetProperty("report").GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(6, data.GetProperty("blocks").EnumerateObject().Count());
        Assert.All(data.GetProperty("blocks").EnumerateObject(), b => Assert.False(b.Value.TryGetProperty("error", out _), b.Name));

        var listed = JsonDocument.Parse(await client.GetStringAsync("api/runs?q=experiment+%3D+'digits'+AND+params.lr+%3D+0.001+ORDER+BY+run_name&limit=3")).RootElement;
        Assert.Equal(listed.GetProperty("rows").EnumerateArray().Select(r => r[0].GetString()), Texts(Block(data, Chart).GetProperty("runs")));
        Assert.Equal(listed.GetProperty("total").GetInt32(), Block(data, Chart).GetProperty("total").GetInt32());
        Assert.All(Texts(Block(data, Chart).GetProperty("runs")), r => Assert.Contains(Series(data), s => s.GetProperty("run").GetString() == r && s.GetProperty("key").GetString() == "loss" && s.GetProperty("context").GetString() == "train"));

        var curves = Block(data, Groups).GetProperty("curves");
        Assert.Equal(["loss{train}", "loss{validation}"], curves.EnumerateObject().Select(c => c.Name).Order());
        Assert.Equal(
            await client.GetByteArrayAsync("api/curves?by=params.optimizer&key=loss&context=train&axis=relative&points=300&q=experiment+%3D+'digits'"),
            curves.GetProperty("loss{train}").GetBytesFromBase64());

        var rows = JsonDocument.Parse(await client.GetStringAsync("api/runs?q=params.units+%3D+64&columns=metrics.loss%5Btrain%5D,params.lr&sort=params.lr+DESC&limit=4")).RootElement;
        foreach (var part in (string[])["total", "from", "columns", "rows"])
        {
            Assert.Equal(rows.GetProperty(part).GetRawText(), Block(data, Rows).GetProperty("rows").GetProperty(part).GetRawText());
        }

        Assert.Equal(await client.GetStringAsync($"api/comparison?run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}&base={DemoStore.Grid(2)}"), Block(data, compare).GetProperty("comparison").GetRawText());
        Assert.Equal([DemoStore.Hero.ToString()], Texts(Block(data, run).GetProperty("runs")));
        Assert.True(data.GetProperty("tables").TryGetProperty($"{DemoStore.Hero} history.csv", out _));
        var saved = data.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToArray();
        Assert.Equal(saved.Distinct(), saved);
        Assert.All(data.GetProperty("blocks").EnumerateObject().SelectMany(b => Texts(b.Value.GetProperty("runs"))), r => Assert.Contains(r, saved));
    }

    [Fact]
    public async Task The_report_that_the_README_shows_shows_something_in_each_block()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "ModelTracking.Sdk.sln")))
        {
            root = root.Parent;
        }

        var readme = await File.ReadAllTextAsync(Path.Combine(root.FullName, "src", "ModelTracking.Dashboard", "README.md"));
        var report = Regex.Match(readme, "````markdown\r?\n(.*?)````", RegexOptions.Singleline).Groups[1].Value;
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (data, _) = await FileAsync(site.Administrator, await SaveAsync(site.Administrator, report));
        var blocks = data.GetProperty("blocks").EnumerateObject().ToArray();
        Assert.Equal(["chart", "runs"], blocks.Select(b => b.Name.Split('\n')[0]));
        Assert.Single(blocks[0].Value.GetProperty("curves").EnumerateObject());
        Assert.Equal(5, blocks[1].Value.GetProperty("runs").GetArrayLength());
        Assert.All(blocks[1].Value.GetProperty("rows").GetProperty("rows").EnumerateArray(), r => Assert.Equal(JsonValueKind.Number, r[8].ValueKind));
    }

    [Fact]
    public async Task What_is_wrong_with_a_block_stands_at_it_and_the_rest_of_the_report_stays()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var (query, group, run, file, sort) = ("runs\nquery: metrics.loss >", "chart\nmetric: loss\ngroup: params.", "run\nrun: ffffffffffffffffffffffffffffffff", $"artifact\nrun: {DemoStore.Hero}\npath: ../config.json", "runs\nsort: lenght(");
        var (good, empty) = ($"run\nrun: {DemoStore.Hero}", "chart\nmetric: loss\nquery: params.lr > 1e9");
        var id = await SaveAsync(site.Administrator, $"```{string.Join("\n```\n```", query, group, run, file, sort, good, empty)}\n```");
        var (data, _) = await FileAsync(site.Administrator, id);
        foreach (var wrong in new[] { query, group, run, file, sort })
        {
            Assert.NotEmpty(Block(data, wrong).GetProperty("error").GetString()!);
        }

        Assert.Equal("This run is not there, or not yours to see.", Block(data, run).GetProperty("error").GetString());
        Assert.Equal([DemoStore.Hero.ToString()], Texts(Block(data, good).GetProperty("runs")));
        Assert.Equal((0, 0), (Block(data, empty).GetProperty("runs").GetArrayLength(), Block(data, empty).GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task T17_A_file_holds_nothing_that_who_asks_may_not_see()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var blocks = new[] { $"run\nrun: {DemoStore.Hero}", $"compare\nrun: {DemoStore.Hero}\nrun: {DemoStore.Search}", $"artifact\nrun: {DemoStore.Hero}\npath: config.json", "runs\nlimit: 100\ncolumns: params.optimizer", "chart\nmetric: loss\nlimit: 50", "chart\nmetric: loss\ngroup: params.optimizer" };
        var id = await SaveAsync(site.Administrator, $"```{string.Join("\n```\n```", blocks)}\n```", "churn");
        var (all, _) = await FileAsync(site.Administrator, id);
        Assert.Contains(all.GetProperty("runs").EnumerateArray(), r => r.GetProperty("experiment").GetString() == "digits");

        var (data, _) = await FileAsync(site.As("reader:experiment=churn"), id);
        Assert.All(data.GetProperty("runs").EnumerateArray(), r => Assert.Equal("churn", r.GetProperty("experiment").GetString()));
        Assert.Equal(BlockReader.NotThere, Block(data, blocks[0]).GetProperty("error").GetString());
        Assert.Equal([DemoStore.Search.ToString()], Texts(Block(data, blocks[1]).GetProperty("runs")));
        Assert.Equal(Block(data, blocks[0]).GetRawText(), Block(data, blocks[2]).GetRawText());
        Assert.Equal(19, Block(data, blocks[3]).GetProperty("total").GetInt32());
        Assert.DoesNotContain("wide-adam", data.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("adam-64", data.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(Block(data, blocks[5]).GetProperty("curves").EnumerateObject());
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.As("reader:experiment=digits"), $"api/reports/{id}/html"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ServedSite.StatusAsync(site.Stranger, $"api/reports/{id}/html"));
    }

    [Fact]
    public async Task T29_Hostile_text_ends_no_element_of_the_file_and_its_name_no_header()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        const string Hostile = "</script><script>alert(1)</script><!-- \u2028\n```chart\nmetric: </script>\nquery: </title>\n```\n";
        var id = await SaveAsync(site.Administrator, Hostile, name: "</title><script>alert(2)</script>; filename=\"evil.html\" 🦊");
        var (data, html) = await FileAsync(site.Administrator, id);
        Assert.Equal(Hostile, data.GetProperty("report").GetProperty("content").GetString());
        Assert.True(Block(data, "chart\nmetric: </script>\nquery: </title>").TryGetProperty("error", out _));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Equal((2, 1), (Regex.Count(html, "</script"), Regex.Count(html, "</title")));
        Assert.DoesNotContain("unsafe", Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)").Groups[1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_version_is_saved_as_it_was()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var id = await SaveAsync(site.Administrator, "# First");
        await ServedSite.PostAsync(site.Administrator, $"api/reports/{id}/edit", "{\"content\":\"# Second\"}");
        Assert.Contains("# First", await site.Administrator.GetStringAsync($"api/reports/{id}/html?version=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("# First", await site.Administrator.GetStringAsync($"api/reports/{id}/html"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Administrator, $"api/reports/{id}/html?version=9"));
    }

    [Fact]
    public async Task Of_many_runs_the_first_are_whole_and_the_others_have_what_charts_show_and_what_is_missing_is_named()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            for (var i = 0; i < 55; i++)
            {
                using var run = client.StartRun("many", new RunOptions { Id = DemoStore.Grid(i), Name = $"run-{i}" });
                run.LogText("hello", "note.txt");
                foreach (var step in (int[])[0, 1])
                {
                    run.LogMetric("loss", step, step);
                    run.LogMetric("other", step, step);
                }
            }
        }

        await using var site = await ServedSite.OpenAsync(folder["store"]);
        var named = string.Concat(Enumerable.Range(0, 5).Select(i => $"\nrun: {DemoStore.Grid(i)}"));
        var id = await SaveAsync(site.Administrator, $"```chart\nmetric: loss\nlimit: 50\n```\n```chart\nmetric: loss{named}\n```\n```artifact\nrun: {DemoStore.Grid(0)}\npath: note.txt\n```");
        var (data, _) = await FileAsync(site.Administrator, id);
        Assert.Equal(55, data.GetProperty("runs").GetArrayLength());
        Assert.Equal((55, 50), (Series(data).Count(s => s.GetProperty("key").GetString() == "loss"), Series(data).Count(s => s.GetProperty("key").GetString() == "other")));
        Assert.Equal(50, data.GetProperty("logs").EnumerateObject().Count());
        Assert.Equal("hello", data.GetProperty("texts").GetProperty($"{DemoStore.Grid(0)} note.txt").GetString());
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"log and files of the run run-{i}"), Texts(data.GetProperty("leftOut")));
    }
}
