using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Reading.Comparing;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Runs side by side, as the terminal compares them.</summary>
public sealed class CompareTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static readonly string Two = $"run={DemoStore.Hero}&run={DemoStore.Grid(0)}";

    private static JsonElement Row(JsonElement answer, string part, string name) => answer.GetProperty("sections").EnumerateArray()
        .Single(s => s.GetProperty("part").GetString() == part).GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);

    [Fact]
    public async Task The_browser_and_the_terminal_say_the_same()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var answer = await site.JsonAsync($"api/comparison?{Two}&base={DemoStore.Grid(0)}");
        await using var client = DemoStore.Client(store.Folder);
        var core = await RunComparison.CompareAsync(client.Reader, [DemoStore.Hero, DemoStore.Grid(0)], new ComparisonOptions { Baseline = DemoStore.Grid(0) });
        Assert.Equal(1, answer.GetProperty("baseline").GetInt32());
        Assert.Equal(core.Sections.Select(s => (s.Part.ToString(), s.Rows.Count)), answer.GetProperty("sections").EnumerateArray().Select(s => (s.GetProperty("part").GetString()!, s.GetProperty("rows").GetArrayLength())));
        var expected = core[ComparedPart.Metrics].Single(r => r.Name == "best accuracy{validation}").Values[0];
        var said = Row(answer, "Metrics", "best accuracy{validation}").GetProperty("values")[0];
        Assert.Equal(expected.Delta, said.GetProperty("delta").GetDouble());
        Assert.Equal(expected.IsBetter, said.GetProperty("isBetter").GetBoolean());
        Assert.Equal("5.0.1", Row(answer, "Packages", "Microsoft.ML").GetProperty("values")[0].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, Row(answer, "Params", "shuffle").GetProperty("values")[1].ValueKind);
        var change = Assert.Single(answer.GetProperty("code").EnumerateArray());
        Assert.Equal("Train.cs", change.GetProperty("path").GetString());
        Assert.Contains("++    units: 512);", change.GetProperty("lines").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public async Task What_two_runs_have_committed_is_compared_where_they_have()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            foreach (var (id, lr) in new[] { (DemoStore.Grid(0), 0.1), (DemoStore.Grid(1), 0.2) })
            {
                await client.StartRun("e", new RunOptions { Id = id }).FinishAsync();
                var run = await client.Reader.GetRunAsync(id);
                client.Repository("churn").Commit($"lr {lr}", c => c.From(run!).Set("lr", lr));
            }

            client.StartRun("e", new RunOptions { Id = DemoStore.Grid(2) }).Dispose();
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        var both = await site.JsonAsync($"api/comparison/versions?before={DemoStore.Grid(0)}&after={DemoStore.Grid(1)}");
        Assert.Contains(both.GetProperty("diff").GetProperty("changes").EnumerateArray(), c => c.GetProperty("key").GetString() == "lr");
        Assert.False((await site.JsonAsync($"api/comparison/versions?before={DemoStore.Grid(0)}&after={DemoStore.Grid(2)}")).TryGetProperty("diff", out _));
    }

    [Fact]
    public async Task The_params_that_matter_for_a_metric_are_told_with_what_to_doubt()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var target = Uri.EscapeDataString("best(metrics.accuracy[validation])");
        var all = await site.JsonAsync($"api/importance?experiment=digits&q={Uri.EscapeDataString("params.seed = 1 OR params.seed = 2")}&target={target}");
        Assert.Equal(25, all.GetProperty("runs").GetInt32());
        Assert.Contains(all.GetProperty("params")[0].GetProperty("param").GetString(), new[] { "lr", "units" });
        var few = await site.JsonAsync($"api/importance?{Two}&target={target}");
        Assert.Contains(few.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("few", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Groups_are_tested_against_each_other_and_what_comes_of_it_is_said_in_words()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var runs = string.Join('&', Enumerable.Range(0, 24).Select(i => $"run={DemoStore.Grid(i)}"));
        var answer = await site.JsonAsync($"api/significance?by=params.lr&value={Uri.EscapeDataString("best(metrics.accuracy[validation])")}&base=0.01&{runs}");
        Assert.Equal(("0.01", "Maximize", 4), (answer.GetProperty("baseline").GetString(), answer.GetProperty("goal").GetString(), answer.GetProperty("total").GetInt32()));
        Assert.Equal(["0.0003", "0.001", "0.003", "0.01"], answer.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").GetString()));
        var least = answer.GetProperty("groups")[0];
        Assert.Equal((6, 6), (least.GetProperty("count").GetInt32(), least.GetProperty("points").GetArrayLength()));
        Assert.Contains(least.GetProperty("points")[0].GetProperty("run").GetString()!, runs, StringComparison.Ordinal);
        var contrast = least.GetProperty("contrast");
        Assert.True(contrast.GetProperty("isShown").GetBoolean());
        Assert.Matches("^0\\.0003 is higher than 0\\.01 by 0\\.0\\d+, which is better\\. That is a large difference \\(95 % interval ", contrast.GetProperty("conclusion").GetString());
        Assert.False(answer.GetProperty("groups")[3].TryGetProperty("contrast", out _));
        Assert.Empty(answer.GetProperty("warnings").EnumerateArray());

        var few = await site.JsonAsync($"api/significance?by=params.units&value=duration&{Two}");
        Assert.Contains(few.GetProperty("groups").EnumerateArray(), g => g.TryGetProperty("contrast", out var c) && c.GetProperty("conclusion").GetString()!.StartsWith("Nothing can be said with 1 and 1 runs", StringComparison.Ordinal));
    }
}
