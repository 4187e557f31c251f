using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Files that are read on the server to be shown: models as graphs, Parquet as pages of rows.</summary>
public sealed class ViewerTests(DemoStore store) : IClassFixture<DemoStore>
{
    private static readonly string Run = $"api/runs/{DemoStore.Files}";

    private static JsonElement[] Nodes(JsonElement graph) => [.. graph.GetProperty("nodes").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Into(JsonElement graph, string id) => graph.GetProperty("edges").EnumerateArray()
        .Where(e => Text(e, "to") == id).Select(e => Text(Nodes(graph).Single(n => Text(n, "id") == Text(e, "from")), "name"));

    [Fact]
    public async Task An_ONNX_model_is_a_graph_of_its_operators_with_their_weights_and_attributes()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var graph = await site.JsonAsync($"{Run}/graph?path=models/net.onnx");
        Assert.Equal(18, graph.GetProperty("total").GetInt32());
        Assert.Equal(["batch × 1 × 8 × 8"], Nodes(graph).First().GetProperty("details").EnumerateArray().Select(d => d.GetString()!.Replace("float32 ", "", StringComparison.Ordinal)));
        var add = Nodes(graph).Single(n => Text(n, "name") == "block1/add");
        Assert.Equal(["block1/conv2", "block0/relu2"], Into(graph, Text(add, "id")));
        var stem = Nodes(graph).Single(n => Text(n, "name") == "stem/conv").GetProperty("details").EnumerateArray().Select(d => d.GetString()!).ToArray();
        Assert.Contains("stem.w: float32 4 × 1 × 3 × 3", stem);
        Assert.Contains("kernel_shape = [3, 3]", stem);
        Assert.Contains(graph.GetProperty("facts").EnumerateArray(), f => Text(f, "name") == "Parameters" && Text(f, "value") == "666");
    }

    [Fact]
    public async Task A_pipeline_that_ML_NET_has_saved_is_a_graph_of_its_steps_joined_by_columns()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var graph = await site.JsonAsync($"{Run}/graph?path=models/churn/model.zip");
        Assert.Equal(["City", "Note", "Age"], Nodes(graph).Where(n => Text(n, "kind") == "input").Select(n => Text(n, "name")));
        var features = Nodes(graph).Single(n => Text(n, "type") == "Concatenate" && Text(n, "name") == "Features");
        Assert.Equal(["CityCode", "NoteText", "AgeScaled"], Into(graph, Text(features, "id")));
        var trained = Nodes(graph).Last();
        Assert.Equal(("output", "Binary classification"), (Text(trained, "kind"), Text(trained, "type")));
        Assert.Contains(trained.GetProperty("details").EnumerateArray(), d => d.GetString() == "Model/Predictor: Linear2CExec");
        Assert.Contains(Nodes(graph).Single(n => Text(n, "type") == "Map value to key" && Text(n, "name") == "CityCode").GetProperty("details").EnumerateArray(), d => d.GetString() == "3 values: Rome, Oslo, Lima");
    }

    [Fact]
    public async Task Parquet_is_paged_over_its_row_groups()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var page = await site.JsonAsync($"{Run}/table?path=rows.parquet&from=110&limit=30");
        Assert.Equal(["Id", "Score", "Name", "When", "Tags"], page.GetProperty("columns").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(Enumerable.Range(110, 30).Select(i => $"{i}"), page.GetProperty("rows").EnumerateArray().Select(r => r[0].GetString()));
        Assert.Equal(["111", "11.1", "<b>row 111</b>", "2026-11-26 11:51:00", "[a111, b]"], page.GetProperty("rows")[1].EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("", page.GetProperty("rows")[2][2].GetString());
        Assert.True(page.GetProperty("hasMore").GetBoolean());
        var last = await site.JsonAsync($"{Run}/table?path=rows.parquet&from=240");
        Assert.Equal((10, false), (last.GetProperty("rows").GetArrayLength(), last.GetProperty("hasMore").GetBoolean()));
    }

    [Theory]
    [InlineData("graph?path=models/broken.onnx")]
    [InlineData("graph?path=card.md")]
    [InlineData("graph?path=rows.parquet")]
    [InlineData("table?path=broken.parquet")]
    public async Task A_file_that_is_something_else_or_broken_says_so(string path)
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"{Run}/{path}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("ownload it", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_comes_apart_into_conditions_that_can_be_taken_out()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var parts = await site.JsonAsync("api/check?q=" + Uri.EscapeDataString("params.lr<0.1 and (status='FINISHED' or params.units > 64) and metrics.loss is not null order by min(metrics.loss) limit 5"));
        Assert.Equal(["params.lr < 0.1", "(status = 'FINISHED' OR params.units > 64)", "metrics.loss IS NOT NULL"], parts.GetProperty("conditions").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("ORDER BY min(metrics.loss) LIMIT 5", Text(parts, "tail"));
        var alone = await site.JsonAsync("api/check?q=" + Uri.EscapeDataString("status='FINISHED' or params.units > 64"));
        Assert.Equal("status = 'FINISHED' OR params.units > 64", Assert.Single(alone.GetProperty("conditions").EnumerateArray()).GetString());
    }
}
