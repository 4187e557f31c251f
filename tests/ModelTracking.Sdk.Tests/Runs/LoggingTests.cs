using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Tests.Runs;

public class LoggingTests
{
    private readonly InMemoryBackend _memory = new();

    private async Task<RunSummary> Track(Action<Run> train, RunOptions? options = null)
    {
        await using var client = Some.Client(_memory);
        RunId id;
        using (var run = client.StartRun("iris", options))
        {
            id = run.Id;
            train(run);
        }

        return (await _memory.GetRunAsync(id))!;
    }

    [Fact]
    public async Task A_param_keeps_its_type()
    {
        var run = await Track(r =>
        {
            r.LogParam("lr", 0.1f);
            r.LogParam("epochs", 30);
            r.LogParam("shuffle", true);
            r.LogParam("optimizer", "adam");
            r.LogParam("warmup", null);
            r.LogParam("kind", MetricGoal.Maximize);
            r.LogParam("layers", new[] { 64, 32 });
        });
        Assert.Equal(
            [0.1, 30L, true, "adam", null, "Maximize", "[64, 32]"],
            run.Params.Select(p => p.Value.ToObject()));
    }

    [Fact]
    public async Task A_param_is_set_once_and_another_value_is_told_not_thrown()
    {
        var run = await Track(r =>
        {
            r.LogParam("lr", 0.1);
            r.LogParam("lr", 0.1);
            r.LogParam("lr", 0.2);
        });
        Assert.Equal(ParamValue.Of(0.1), run.Param("lr"));
        Assert.Contains("lr", Assert.Single(run.Events).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_param_can_be_corrected_on_purpose_and_keeps_its_history()
    {
        var run = await Track(r =>
        {
            r.LogParam("lr", 0.1);
            r.CorrectParam("lr", 0.2, "typing error");
            r.LogParam("lr", 0.2);
        });
        var lr = Assert.Single(run.Params);
        Assert.Equal(ParamValue.Of(0.2), lr.Value);
        Assert.Equal([ParamValue.Of(0.1)], lr.History!);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task A_later_tag_replaces_an_earlier_one_and_null_removes_it()
    {
        var run = await Track(r =>
        {
            r.SetTag("stage", "draft");
            r.SetTag("stage", "final");
            r.SetTag("gone", "x");
            r.SetTag("gone", null);
        });
        Assert.Equal(new Dictionary<string, string> { ["stage"] = "final" }, run.Tags);
    }

    [Fact]
    public async Task A_metric_is_summed_up_with_its_best_by_the_declared_goal()
    {
        var run = await Track(r =>
        {
            var loss = r.Metric("loss", "train", MetricGoal.Minimize);
            loss.Log(2, 1);
            loss.Log(double.NaN, 2);
            loss.Log(0.5, 3);
            loss.Log(1, 4);
        });
        var metric = run.Metric(new MetricKey("loss", "train"))!;
        Assert.Equal((4, 1, 1.0, 0.5, 2.0), (metric.Count, metric.NanCount, metric.Last, metric.Min, metric.Max));
        Assert.Equal((0.5, 3L), (metric.Best, metric.BestStep));
    }

    [Fact]
    public async Task The_last_value_is_that_of_the_greatest_step_however_late_others_come()
    {
        var run = await Track(r =>
        {
            r.LogMetric("loss", 1, 10);
            r.LogMetric("loss", 9, 3);
        });
        Assert.Equal(1, run.Metric("loss")!.Last);
    }

    [Fact]
    public async Task Values_logged_together_share_step_and_time()
    {
        await Track(r => r.LogMetrics(new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 }, step: 7));
        var run = Assert.Single(await _memory.ListRunsAsync().ToListAsync());
        var points = new List<MetricPoint>();
        foreach (var metric in run.Metrics)
        {
            points.AddRange(await _memory.ReadPointsAsync(run.Id, metric.MetricKey));
        }

        Assert.Equal([7, 7], points.Select(p => p.Step));
        Assert.Equal(points[0].Time, points[1].Time);
    }

    [Fact]
    public async Task The_context_of_a_rank_is_added_to_every_metric()
    {
        var run = await Track(
            r =>
            {
                r.LogMetric("loss", 1);
                r.LogMetric("loss", 2, null, "train");
            },
            new RunOptions { Context = MetricContext.Of(("rank", "3")) });
        Assert.Equal(["rank=3", "rank=3,train"], run.Metrics.Select(m => m.Context.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public async Task A_hostile_key_is_refused_with_a_word_and_harms_nothing_else(string key)
    {
        var run = await Track(r =>
        {
            r.LogParam(key, 1);
            r.LogMetric(key, 1);
            r.LogMetric(key, 1, 5);
            r.SetTag(key, "x");
            r.LogEvent(key, "x");
            r.Metric(key).Log(1, 2);
            r.LogMetric("good", 1);
        });
        Assert.Equal("good", Assert.Single(run.Metrics).Key);
        Assert.Empty(run.Params);
        Assert.Empty(run.Tags);
        Assert.Equal("trouble.InvalidKey", Assert.Single(run.Events).Name);
    }

    [Fact]
    public async Task Keys_may_be_long_strange_and_look_like_paths_but_not_endless()
    {
        var longKey = new string('k', 1000);
        var run = await Track(r =>
        {
            r.LogMetric("../../etc/passwd", 1);
            r.LogMetric("Größe/損失 🚀", 2);
            r.LogMetric(longKey, 3);
            r.LogMetric(new string('k', 10_000), 4);
            r.LogMetric(null!, 5);
        });
        Assert.Equal(["../../etc/passwd", "Größe/損失 🚀", longKey], run.Metrics.Select(m => m.Key));
    }

    [Fact]
    public async Task What_is_logged_after_the_end_is_told_and_lost_and_does_not_throw()
    {
        await using var client = Some.Client(_memory);
        var run = client.StartRun("iris");
        await run.FinishAsync();
        run.LogMetric("loss", 1);
        run.LogParam("lr", 1);
        run.LogText("x", "x.txt");
        Assert.Equal(TroubleKind.RunEnded, Assert.Single(client.Diagnostics.Troubles).First.Kind);
        Assert.Empty((await _memory.GetRunAsync(run.Id))!.Metrics);
    }

    [Fact]
    public void With_throw_on_error_the_same_trouble_is_an_exception()
    {
        using var client = Some.Client(o => o.ThrowOnError = true, _memory);
        var run = client.StartRun("iris");
        var exception = Assert.Throws<TrackingException>(() => run.LogParam("", 1));
        Assert.Contains("1 to 1000 characters", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_keys_are_kept()
    {
        var run = await Track(r =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                r.LogMetric($"layer/{i}", i);
            }
        });
        Assert.Equal(100_000, run.Metrics.Count);
    }

    [Fact]
    public async Task Many_threads_may_log_to_many_runs_at_once()
    {
        await using var client = Some.Client(_memory);
        var runs = Enumerable.Range(0, 4).Select(_ => client.StartRun("iris")).ToArray();
        Parallel.For(0, 8, thread =>
        {
            var series = runs[thread % 4].Metric($"m{thread}");
            for (var step = 0; step < 5000; step++)
            {
                series.Log(step, step);
            }
        });
        foreach (var run in runs)
        {
            Assert.True((await run.FinishAsync()).IsComplete);
        }

        for (var thread = 0; thread < 8; thread++)
        {
            var points = await _memory.ReadPointsAsync(runs[thread % 4].Id, $"m{thread}");
            Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), points.Select(p => p.Value));
        }
    }
}
