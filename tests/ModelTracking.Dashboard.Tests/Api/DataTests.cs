using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Somebody asks which data a store knows, who used them, and what came of them.</summary>
public sealed class DataTests(LineageStore store) : IClassFixture<LineageStore>
{
    private static string[] Names(JsonElement list) => [.. list.EnumerateArray().Select(d => d.GetProperty("name").GetString()!)];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];

    private static JsonElement Dataset(JsonElement answer, string digest) => answer.GetProperty("datasets").EnumerateArray().Single(d => d.GetProperty("digest").GetString() == digest);

    [Fact]
    public async Task Equal_digests_are_one_dataset_and_different_ones_of_a_name_are_two()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var answer = await site.JsonAsync("api/datasets");
        Assert.Equal(7, answer.GetProperty("total").GetInt32());
        var march = Dataset(answer, LineageStore.March);
        Assert.Equal("transactions", march.GetProperty("name").GetString());
        Assert.Equal(["transactions-of-march"], Texts(march.GetProperty("otherNames")));
        Assert.Equal(9, march.GetProperty("runs").GetInt32());
        Assert.Equal(2, march.GetProperty("versions").GetInt32());
        Assert.Equal(1_190_022, march.GetProperty("rows").GetInt64());
        Assert.Equal(3, march.GetProperty("columns").GetInt32());
        Assert.Equal("s3://fraud/2026-03.parquet", march.GetProperty("source").GetString());
        var april = Dataset(answer, LineageStore.April);
        Assert.Equal(5, april.GetProperty("runs").GetInt32());
        Assert.Equal(["train"], Texts(april.GetProperty("contexts")));
        Assert.Equal(["fraud"], Texts(april.GetProperty("experiments")));
    }

    [Fact]
    public async Task A_dataset_that_only_a_commit_names_is_there_too()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var corpus = Dataset(await site.JsonAsync("api/datasets"), "sha256:" + new string('c', 64));
        Assert.Equal("corpus", corpus.GetProperty("name").GetString());
        Assert.Equal(0, corpus.GetProperty("runs").GetInt32());
        Assert.Equal(1, corpus.GetProperty("versions").GetInt32());
        Assert.Equal(8_000, corpus.GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task They_are_found_by_a_part_of_name_or_digest_and_read_in_pages()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal(["holdout"], Names((await site.JsonAsync("api/datasets?find=HOLD")).GetProperty("datasets")));
        Assert.Equal(["prices"], Names((await site.JsonAsync("api/datasets?find=ABCD3A1F0C5E9B7D2846A1C0E5F7B")).GetProperty("datasets")));
        var all = Names((await site.JsonAsync("api/datasets")).GetProperty("datasets"));
        Assert.Equal(all, Names((await site.JsonAsync("api/datasets?limit=4")).GetProperty("datasets")).Concat(Names((await site.JsonAsync("api/datasets?from=4&limit=4")).GetProperty("datasets"))));
    }

    [Fact]
    public async Task A_dataset_tells_who_used_it_for_what_and_what_came_of_it()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var page = await site.JsonAsync($"api/dataset?digest={LineageStore.March}");
        Assert.Equal(9, page.GetProperty("runs").GetArrayLength());
        Assert.All(page.GetProperty("runs").EnumerateArray(), r => Assert.Equal(["train"], Texts(r.GetProperty("contexts"))));
        Assert.Equal([2, 1], page.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("number").GetInt32()));
        Assert.Equal(["champion"], Texts(page.GetProperty("versions")[0].GetProperty("aliases")));
        Assert.Equal([LineageStore.April], page.GetProperty("sameName").EnumerateArray().Select(d => d.GetProperty("digest").GetString()));
        Assert.Equal(["amount", "merchant", "is_fraud"], Names(page.GetProperty("columns")));
    }

    [Fact]
    public async Task What_a_run_used_without_saying_for_what_is_not_taken_for_what_its_other_data_were_used_for()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var runs = (await site.JsonAsync($"api/dataset?digest={LineageStore.Holdout}")).GetProperty("runs").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!, r => Texts(r.GetProperty("contexts")));
        Assert.Empty(runs[LineageStore.Run(2).ToString()]);
        Assert.Equal(["test"], runs[LineageStore.Run(3).ToString()]);
    }

    [Fact]
    public async Task A_dataset_without_a_digest_is_known_by_its_name()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal("kafka://prices", (await site.JsonAsync("api/dataset?dataset=live-feed")).GetProperty("head").GetProperty("source").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Client, "api/dataset?dataset=prices"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Client, "api/dataset?digest=live-feed"));
        Assert.Equal(HttpStatusCode.BadRequest, await ServedSite.StatusAsync(site.Client, "api/dataset"));
    }

    [Fact]
    public async Task A_digest_that_somebody_chose_to_do_harm_is_a_text_that_names_its_dataset()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var page = await site.JsonAsync($"api/dataset?digest={Uri.EscapeDataString(LineageStore.HostileDigest)}");
        Assert.Equal(LineageStore.HostileName, page.GetProperty("head").GetProperty("name").GetString());
        Assert.Equal(1, page.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task The_lineage_of_a_run_leads_from_its_data_to_where_its_version_is_in_use()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal(
            [
                $"data:{LineageStore.March} > run:{LineageStore.Run(6)} (train)", $"data:{LineageStore.Holdout} > run:{LineageStore.Run(6)} (test)", $"run:{LineageStore.Run(6)} > version:fraud-detector/2",
                "version:fraud-detector/2 > alias:fraud-detector/champion", "version:fraud-detector/2 > stage:fraud-detector/Production",
            ],
            Edges(await site.JsonAsync($"api/lineage?run={LineageStore.Run(6)}")));
    }

    [Fact]
    public async Task The_lineage_of_a_dataset_shows_the_runs_that_something_came_of_and_counts_the_many_others()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var lineage = await site.JsonAsync($"api/lineage?digest={LineageStore.Holdout}");
        var nodes = lineage.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("kind").GetString()).GroupBy(k => k!).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((3, 3, 1), (nodes["run"], nodes["version"], nodes["runs"]));
        Assert.Contains("11 runs", Names(lineage.GetProperty("nodes")));
        Assert.Equal(0, lineage.GetProperty("leftOut").GetInt32());
        var few = await site.JsonAsync($"api/lineage?digest={LineageStore.April}");
        Assert.Equal(5, few.GetProperty("nodes").EnumerateArray().Count(n => n.GetProperty("kind").GetString() == "run"));
    }

    [Fact]
    public async Task The_lineage_of_a_model_takes_in_data_that_its_commit_alone_names()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        Assert.Equal([$"data:sha256:{new string('c', 64)} > version:tuned/1"], Edges(await site.JsonAsync("api/lineage?model=tuned")));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Client, "api/lineage?model=none"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Client, $"api/lineage?run={new string('f', 32)}"));
        Assert.Equal(5, (await site.JsonAsync("api/lineage")).GetProperty("nodes").EnumerateArray().Count(n => n.GetProperty("kind").GetString() == "version"));
    }

    [Fact]
    public async Task Who_may_see_one_experiment_or_model_learns_nothing_of_the_data_of_others()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        var pricing = site.As("reader:experiment=pricing");
        Assert.Equal(["<img src=x onerror=alert(1)>", "live-feed", "prices"], Names(JsonDocument.Parse(await pricing.GetStringAsync("api/datasets")).RootElement.GetProperty("datasets")).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(pricing, $"api/dataset?digest={LineageStore.March}"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(pricing, $"api/lineage?digest={LineageStore.March}"));
        Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(pricing, $"api/lineage?run={LineageStore.Run(6)}"));
        Assert.DoesNotContain("fraud", await pricing.GetStringAsync("api/lineage"), StringComparison.Ordinal);

        // With a right on a model one sees what its versions say, and not the runs behind them.
        var model = site.As("reader:model=fraud-detector");
        var lineage = await model.GetStringAsync("api/lineage?model=fraud-detector");
        Assert.Contains(LineageStore.March, lineage, StringComparison.Ordinal);
        Assert.DoesNotContain(LineageStore.Run(6).ToString(), lineage, StringComparison.Ordinal);
        Assert.DoesNotContain("boosted", lineage, StringComparison.Ordinal);
        Assert.DoesNotContain(LineageStore.Run(6).ToString(), await model.GetStringAsync($"api/dataset?digest={LineageStore.March}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        foreach (var path in (string[])["api/datasets", $"api/dataset?digest={LineageStore.March}", "api/lineage"])
        {
            using var first = await site.Client.GetAsync(path);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await site.Client.SendAsync(request)).StatusCode);
        }
    }

    private static string[] Edges(JsonElement lineage) => [.. lineage.GetProperty("edges").EnumerateArray()
        .Select(e => $"{e.GetProperty("from").GetString()} > {e.GetProperty("to").GetString()}{(e.TryGetProperty("label", out var label) ? $" ({label.GetString()})" : "")}").Order(StringComparer.Ordinal)];
}
