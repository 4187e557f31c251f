using System.Text.Json;
using ModelTracking.Dashboard.Series;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Groups of runs as curves with their spread.</summary>
public sealed class CurveTests
{
    [Fact]
    public async Task Runs_that_logged_at_other_steps_count_between_their_own_and_one_that_was_cut_short_bends_nothing()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            Log(client, "adam", (0, 0), (4, 4), (8, 8));
            Log(client, "adam", (0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8), (7, 9), (8, 10));
            Log(client, "adam", (0, 1), (2, 30));
            Log(client, "sgd", (0, 5), (8, 5));
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        var (head, groups) = Parse(await site.Client.GetByteArrayAsync("api/curves?by=params.optimizer&key=loss&context=train"));
        Assert.Equal(["adam", "sgd"], head.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").GetString()));
        Assert.Equal([3, 1], head.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("runs").GetInt32()));
        var adam = groups[0];
        Assert.Equal([0.0, 1, 2, 3, 4, 5, 6, 7, 8], adam[0]);
        Assert.Equal([3.0, 3, 3, 2, 2, 2, 2, 2, 2], adam[1]);
        Assert.Equal(4, adam[2][3]);
        Assert.Equal(6, adam[2][5], 12);
        Assert.Equal(4, adam[3][2]);
        Assert.Equal(Math.Sqrt(2), adam[4][3], 12);
        Assert.True(double.IsNaN(groups[1][4][0]));
        Assert.Equal(12.706, adam[6][3] - adam[2][3], 3);
        Assert.Equal((4.0, 6.0), (adam[7][4], adam[8][4]));
    }

    [Fact]
    public async Task Chosen_runs_are_grouped_alone_and_time_counts_from_each_ones_start()
    {
        using var folder = new TempFolder();
        await using var client = DemoStore.Client(folder["store"]);
        var (first, second) = (Log(client, "adam", (0, 1), (1, 2)), Log(client, "adam", (0, 3), (1, 4)));
        Log(client, "adam", (0, 100), (1, 100));
        await using var site = await Site.OpenAsync(folder["store"]);
        var (_, groups) = Parse(await site.Client.GetByteArrayAsync($"api/curves?by=params.optimizer&key=loss&context=train&run={first}&run={second}"));
        Assert.Equal([2.0, 3], Assert.Single(groups)[2]);
        var (_, relative) = Parse(await site.Client.GetByteArrayAsync("api/curves?by=params.optimizer&key=loss&context=train&axis=relative"));
        Assert.All(Assert.Single(relative)[0], x => Assert.InRange(x, 0, 60));
    }

    [Fact]
    public async Task The_series_that_can_be_drawn_are_those_of_the_runs_that_are_asked_for()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            Log(client, "adam", (0, 1), (1, 2));
            client.StartRun("e", new RunOptions { Name = "one point" }).LogMetric("accuracy", 1);
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        var answer = await site.JsonAsync("api/metrics?experiment=e");
        var metric = Assert.Single(answer.GetProperty("metrics").EnumerateArray());
        Assert.Equal(("loss", "train", "Minimize"), (metric.GetProperty("key").GetString(), metric.GetProperty("context").GetString(), metric.GetProperty("goal").GetString()));
    }

    private static RunId Log(TrackingClient client, string optimizer, params (long Step, double Value)[] points)
    {
        using var run = client.StartRun("e");
        run.LogParam("optimizer", optimizer);
        var loss = run.Metric("loss", "train", MetricGoal.Minimize);
        foreach (var (step, value) in points)
        {
            loss.Log(value, step);
        }

        return run.Id;
    }

    private static (JsonElement Head, double[][][] Groups) Parse(byte[] bytes)
    {
        var size = BitConverter.ToInt32(bytes, 4);
        var head = JsonDocument.Parse(bytes.AsMemory(8, size)).RootElement;
        var at = 8 + size;
        return (head, [.. head.GetProperty("groups").EnumerateArray().Select(g => Enumerable.Range(0, CurveFrame.Columns).Select(_ => Take(g.GetProperty("points").GetInt32())).ToArray())]);

        double[] Take(int count)
        {
            var numbers = Enumerable.Range(0, count).Select(i => BitConverter.ToDouble(bytes, at + (8 * i))).ToArray();
            at += 8 * count;
            return numbers;
        }
    }
}
