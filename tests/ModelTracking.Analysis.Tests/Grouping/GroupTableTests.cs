using ModelTracking.Analysis.Grouping;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Analysis.Grouping;

public sealed class GroupTableTests : IAsyncLifetime
{
    private readonly InMemoryBackend _memory = new();

    public async Task InitializeAsync()
    {
        await using var client = Some.Client(_memory);
        foreach (var (model, seeds) in new[] { ("sdca", 3), ("fasttree", 4), ("tiny", 1) })
        {
            for (var seed = 0; seed < seeds; seed++)
            {
                await using var run = client.StartRun("iris");
                run.LogParam("model", model);
                run.LogParam("seed", seed);
                run.Metric("accuracy", goal: MetricGoal.Maximize).Log((model == "sdca" ? 0.8 : 0.9) + (0.01 * seed), 1);
                run.Metric("accuracy").Log(0.5, 2);
            }
        }

        await using var odd = client.StartRun("iris");
        odd.LogMetric("loss", 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Runs_are_grouped_by_a_param_over_their_seeds()
    {
        var table = await GroupTable.GroupAsync(new RunQuery(_memory), "params.model");
        Assert.Equal(["fasttree", "sdca", "tiny", "–"], table.Groups.Select(g => g.Name));
        Assert.Equal([4, 3, 1, 1], table.Groups.Select(g => g.Runs.Count));
        Assert.Equal("best(metrics.accuracy)", table.Values[0].Name);
        Assert.Equal("fasttree", table.Baseline);
        Assert.Null(table.Groups[0].Contrasts);
        Assert.Equal(0.81, table.Groups[1].Samples[0].Mean, 10);
        Assert.True(table.Groups[1].Contrasts![0].PValue < 0.001);
        Assert.Equal(0, table.Groups[3].Samples[0].Count);
    }

    [Fact]
    public async Task Values_baseline_and_several_keys_can_be_chosen()
    {
        var options = new GroupOptions { Values = "metrics.accuracy AS final, duration", Baseline = "sdca, iris" };
        var table = await GroupTable.GroupAsync(new RunQuery(_memory).Where("params.model IS NOT NULL"), "params.model, experiment", options);
        Assert.Equal(["final", "duration"], table.Values.Select(v => v.Name));
        Assert.Equal("sdca, iris", table.Baseline);
        Assert.Equal(0.5, table.Groups[0].Samples[0].Mean);
        await Assert.ThrowsAsync<ArgumentException>(() => GroupTable.GroupAsync(new RunQuery(_memory), "params.model", new GroupOptions { Baseline = "nobody" }));
    }

    [Fact]
    public async Task Each_value_of_a_key_is_in_its_own_order_and_what_each_run_has_stands_with_it()
    {
        var table = await GroupTable.GroupAsync(new RunQuery(_memory).Where("params.model = 'sdca' OR params.model = 'tiny'"), "params.model, params.seed", new GroupOptions { Values = "metrics.accuracy, metrics.loss" });
        Assert.Equal(["sdca, 0", "sdca, 1", "sdca, 2", "tiny, 0"], table.Groups.Select(g => g.Name));
        Assert.Equal(["sdca", "1"], table.Groups[1].KeyNames);
        Assert.Equal([0.5], table.Groups[1].Numbers[0]);
        Assert.Equal([null], table.Groups[1].Numbers[1]);
    }

    [Fact]
    public async Task A_curve_is_read_of_the_runs_of_a_group()
    {
        var table = await GroupTable.GroupAsync(new RunQuery(_memory), "params.model");
        var curve = await GroupCurve.ReadAsync(_memory, table.Groups[1].Runs, "accuracy");
        Assert.Equal([(1.0, 3), (2.0, 3)], curve.Points.Select(p => (p.Step, p.Count)));
        Assert.Equal(0.81, curve.Points[0].Mean, 10);
    }
}
