using System.Net;
using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Small curves of metrics for the cells of a table.</summary>
public sealed class SparklineTests(DemoStore store) : IClassFixture<DemoStore>
{
    private const string Loss = "metric=metrics.loss%5Btrain%5D";

    private static double[] Numbers(JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble())];

    [Fact]
    public async Task Curves_of_many_runs_come_at_once_and_no_extreme_is_lost_in_them()
    {
        await using var client = DemoStore.Client(store.Folder);
        await using var site = await Site.OpenAsync(store.Folder);
        var lines = (await site.JsonAsync($"api/sparklines?run={DemoStore.Grid(1)}&run={DemoStore.Grid(2)}&run={DemoStore.Search}&{Loss}&metric=metrics.accuracy%5Bvalidation%5D")).GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(4, lines.Length);
        Assert.DoesNotContain(lines, l => l.GetProperty("run").GetString() == DemoStore.Search.ToString());
        var line = lines[0];
        var points = await client.Reader.ReadPointsAsync(DemoStore.Grid(1), new MetricKey("loss", "train"));
        Assert.Equal("metrics.loss[train]", line.GetProperty("metric").GetString());
        Assert.Equal((60, points[0].Value, points[^1].Value), (line.GetProperty("points").GetInt32(), line.GetProperty("first").GetDouble(), line.GetProperty("last").GetDouble()));
        Assert.InRange(Numbers(line, "end").Length, 20, 32);
        Assert.Equal(points.Min(p => p.Value), Numbers(line, "low").Min(), 4);
        Assert.Equal(points.Max(p => p.Value), Numbers(line, "high").Max(), 4);
        Assert.InRange(Numbers((await site.JsonAsync($"api/sparklines?run={DemoStore.Grid(1)}&{Loss}&buckets=5")).GetProperty("lines")[0], "end").Length, 3, 5);
    }

    [Fact]
    public async Task What_is_not_a_number_is_a_gap()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        var line = (await site.JsonAsync($"api/sparklines?run={DemoStore.Failed}&{Loss}")).GetProperty("lines")[0];
        Assert.Equal(JsonValueKind.Null, line.GetProperty("end").EnumerateArray().Last().ValueKind);
        Assert.Equal("NaN", line.GetProperty("last").GetString());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again_and_too_many_are_refused()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var first = await site.Client.GetAsync($"api/sparklines?run={DemoStore.Grid(1)}&{Loss}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/sparklines?run={DemoStore.Grid(1)}&{Loss}");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        var many = string.Join('&', Enumerable.Range(1, 100).Select(i => $"run={i:x32}"));
        using var refused = await site.Client.GetAsync($"api/sparklines?{many}&{string.Join('&', Enumerable.Range(0, 5).Select(i => $"metric=metrics.m{i}"))}");
        Assert.Contains("At most 400 curves", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_of_an_experiment_that_one_may_not_see_are_not_there()
    {
        await using var site = await ServedSite.OpenAsync(store.Folder);
        using var churn = site.As("reader:experiment=churn");
        var seen = JsonDocument.Parse(await churn.GetStringAsync($"api/sparklines?run={DemoStore.Grid(1)}&{Loss}")).RootElement;
        Assert.Equal(0, seen.GetProperty("lines").GetArrayLength());
    }
}
