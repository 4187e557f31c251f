using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

public class RunQueryTests
{
    private static readonly FixedReader Runs = new(
        Sample.Run(1, r => r.Param("lr", 0.1).Param("opt", "adam").Tag("team", "cv").Metric("acc", 0.8, 0.1, 0.9, MetricGoal.Maximize, maxStep: 7).Metric(new MetricKey("loss", "train"), 0.5)),
        Sample.Run(2, r => r.Param("lr", "0.01").Param("opt", "sgd").Param("shuffle", true).Metric("acc", 0.7).Metric("cost", 2)),
        Sample.Run(3, r =>
        {
            r.Param("lr", 1).Param("opt", "Adam").Metric("acc", double.NaN);
            r.Status = RunStatus.Failed;
            r.Seconds = 7200;
            r.Parent = 1;
        }),
        Sample.Run(4, r =>
        {
            r.Param("note", null).Tag("team", "nlp").Metric("acc", 0.95).Metric("cost", 4);
            r.Experiment = "digits";
            r.Parent = 1;
        }));

    private static async Task<int[]> Find(string query) =>
        [.. (await new RunQuery(Runs, new FixedClock(Some.Time.AddHours(1))).Where(query).ToIdsAsync()).Select(id => Convert.ToInt32(id.ToString(), 16))];

    [Theory]
    [InlineData("", 4, 3, 2, 1)]
    [InlineData("metrics.acc > 0.75", 4, 1)]
    [InlineData("metrics.acc > 0.75 AND (params.opt IN ('adam', 'sgd') OR tags.team = 'nlp')", 4, 1)]
    [InlineData("params.lr < 0.5", 2, 1)]
    [InlineData("params.lr = 1", 3)]
    [InlineData("params.lr = '0.01'", 2)]
    [InlineData("params.lr != 1", 2, 1)]
    [InlineData("NOT params.lr = 1", 2, 1)]
    [InlineData("params.lr IS NULL", 4)]
    [InlineData("params.note IS NULL", 4, 3, 2, 1)]
    [InlineData("params HAS 'note'", 4)]
    [InlineData("EXISTS tags.team", 4, 1)]
    [InlineData("params.lr BETWEEN 0.01 AND 0.1", 2, 1)]
    [InlineData("params.lr NOT BETWEEN 0.01 AND 0.1", 3)]
    [InlineData("params.opt LIKE 'a%'", 1)]
    [InlineData("params.opt ILIKE 'a%'", 3, 1)]
    [InlineData("params.opt RLIKE '^[as]'", 2, 1)]
    [InlineData("params.opt NOT LIKE 'a%'", 3, 2)]
    [InlineData("params.shuffle = true", 2)]
    [InlineData("metrics.acc IS NAN", 3)]
    [InlineData("metrics.acc IS NOT NAN", 4, 2, 1)]
    [InlineData("min(metrics.acc) < 0.5", 1)]
    [InlineData("best(metrics.acc) = 0.9 AND best_step(metrics.acc) = 7", 1)]
    [InlineData("avg(metrics.acc) = 0.5", 1)]
    [InlineData("metrics.loss[train] = 0.5", 1)]
    [InlineData("metrics.loss > 0")]
    [InlineData("metrics.acc / metrics.cost > 0.3", 2)]
    [InlineData("metrics.acc - 0.1 * metrics.cost >= 0.49", 4, 2)]
    [InlineData("status = 'failed'", 3)]
    [InlineData("duration > 1h", 3)]
    [InlineData("duration <= 60", 4, 2, 1)]
    [InlineData("start_time > now - 58m", 4, 3)]
    [InlineData("start_time >= '2026-01-02T03:07:05Z'", 4, 3)]
    [InlineData("start_time >= 1767323225000", 4, 3)]
    [InlineData("end_time - start_time > 2m", 3)]
    [InlineData("experiment = 'digits'", 4)]
    [InlineData("run name = 'run-2'", 2)]
    [InlineData("\"run_name\" = 'run-2'", 2)]
    [InlineData("attributes.`run name` IN ('run-2', 'run-3')", 3, 2)]
    [InlineData("ANY CHILD (metrics.acc > 0.9)", 1)]
    [InlineData("PARENT (tags.team = 'cv') AND status = 'FINISHED'", 4)]
    [InlineData("NOT ANY CHILD (status = 'FAILED')", 4, 3, 2)]
    [InlineData("PARENT (ANY CHILD (experiment = 'digits'))", 4, 3)]
    [InlineData("ORDER BY metrics.acc", 2, 1, 4, 3)]
    [InlineData("ORDER BY metrics.acc DESC", 4, 1, 2, 3)]
    [InlineData("ORDER BY metrics.cost", 2, 4, 3, 1)]
    [InlineData("ORDER BY params.opt", 3, 1, 2, 4)]
    [InlineData("ORDER BY params.lr DESC LIMIT 2", 3, 1)]
    [InlineData("SELECT metrics.acc / metrics.cost AS value WHERE value > 0.1 ORDER BY value DESC", 2, 4)]
    [InlineData("limit 1", 4)]
    public async Task A_query_finds(string query, params int[] expected) => Assert.Equal(expected, await Find(query));

    [Fact]
    public async Task The_builder_and_the_text_make_the_same_tree()
    {
        var built = (Field.Metric("acc").Max > 0.85 & Field.Param("lr") < 0.5) | !Field.Tag("team").Is("cv") | Field.Metric("loss").In("train").Between(0, 1) | Field.StartTime > Field.Now - TimeSpan.FromDays(7);
        Assert.Equal(RunFilter.Parse("max(metrics.acc) > 0.85 AND params.lr < 0.5 OR NOT tags.team = 'cv' OR metrics.loss[train] BETWEEN 0 AND 1 OR start_time > now - 7d"), built);
        Assert.NotEmpty(await new RunQuery(Runs).Where(built).ToIdsAsync());
    }

    [Fact]
    public async Task A_metric_at_a_step_reads_points_of_those_runs_alone_that_can_still_match()
    {
        var reader = new FixedReader(Sample.Run(1, r => r.Param("lr", 1).Metric("f1", 0.9, maxStep: 4, goal: MetricGoal.Maximize)), Sample.Run(2, r => r.Param("lr", 2)), Sample.Run(3, r => r.Param("lr", 1)));
        reader.Points[(Sample.Id(1), "recall")] = [Some.Point(0.2, 3), Some.Point(0.7, 4), Some.Point(0.75, 4)];
        reader.Points[(Sample.Id(3), "recall")] = [Some.Point(0.8, 4)];
        Assert.Equal([Sample.Id(3), Sample.Id(1)], await new RunQuery(reader).Where("params.lr = 1 AND at(metrics.recall, 4) > 0.7").ToIdsAsync());
        Assert.Equal(2, reader.PointReads);
        Assert.Equal([Sample.Id(1)], await new RunQuery(reader).Where("at_best(metrics.recall, metrics.f1) = 0.75").ToIdsAsync());
        var table = await new RunQuery(reader).ToTableAsync("at(metrics.recall, 3) AS early, params.lr");
        Assert.Equal([null, null, 0.2], table.Rows.Select(r => r[0]));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_hide_runs_while_others_come()
    {
        var runs = Enumerable.Range(1, 50).Select(i => Sample.Run(i, r => r.Metric("acc", i % 7 == 0 ? double.NaN : i % 5))).ToArray();
        var expected = await new RunQuery(new FixedReader(runs)).OrderBy("metrics.acc DESC").ToIdsAsync();
        var found = new List<RunId>();
        string? token = null;
        for (var page = 0; page == 0 || token is not null; page++)
        {
            var more = Enumerable.Range(100, 3 * page).Select(i => Sample.Run(i, r => r.Metric("acc", 100)));
            var got = await new RunQuery(new FixedReader([.. runs, .. more])).OrderBy("metrics.acc DESC").ToPageAsync(7, token);
            found.AddRange(got.Runs.Select(r => r.Id));
            token = got.NextToken;
        }

        Assert.Equal(expected, found);
        await Assert.ThrowsAsync<FormatException>(() => new RunQuery(Runs).ToPageAsync(7, "nonsense"));
    }

    [Fact]
    public async Task The_client_is_asked_for_its_runs()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        for (var i = 0; i < 3; i++)
        {
            using var run = client.StartRun("iris");
            run.LogParam("lr", 0.1 * i);
            run.LogMetric("loss", i);
        }

        Assert.Equal(2, await client.Runs.Where("metrics.loss >= 1").CountAsync());
        Assert.Equal(0.1, (await client.Runs.Where("params.lr > 0").OrderBy("metrics.loss").FirstOrDefaultAsync())!.Param("lr")!.Value.ToObject());
    }
}
