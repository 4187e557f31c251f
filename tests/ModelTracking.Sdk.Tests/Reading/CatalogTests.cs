using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

public sealed class CatalogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunQuery Fresh() => new(FileStore.Open(_folder.Path).Reader);

    private RunId[] Train(int count, int from = 0)
    {
        var ids = new List<RunId>();
        using var client = Some.Client(new FileBackend(_folder.Path));
        for (var i = from; i < from + count; i++)
        {
            using var run = client.StartRun("iris", new RunOptions { Name = $"run-{i}" });
            run.LogParam("number", i);
            run.LogParam("opt", i % 2 == 0 ? "adam" : "sgd");
            run.LogParam("big", long.MaxValue - i);
            run.LogParam("none", null);
            run.SetTag("team", i % 3 == 0 ? "cv" : "nlp");
            run.Metric("acc", default, MetricGoal.Maximize).Log(i, 1);
            if (i % 10 == 0)
            {
                run.LogMetric("rare", i, 5, "train");
                run.LogText("x", $"notes-{i}.txt");
            }

            ids.Add(run.Id);
        }

        return [.. ids];
    }

    [Theory]
    [InlineData("")]
    [InlineData("params.number >= 30 AND params.opt = 'adam'")]
    [InlineData("params.big > 0 AND tags.team != 'cv'")]
    [InlineData("params.none IS NULL AND params HAS 'none'")]
    [InlineData("metrics HAS 'rare' AND last_step(metrics.rare[train]) = 5")]
    [InlineData("max(metrics.acc) BETWEEN 20 AND 40 ORDER BY metrics.acc DESC")]
    [InlineData("best(metrics.acc) > 75 OR best_step(metrics.acc) != 1")]
    [InlineData("artifacts HAS 'notes-40.txt'")]
    [InlineData("run_name LIKE 'run-1_' AND status = 'FINISHED' AND duration < 1h ORDER BY params.opt, run_name")]
    [InlineData("metrics.rare[train] IS NULL ORDER BY tags.team LIMIT 7")]
    public async Task The_catalogs_files_answer_as_the_runs_themselves_do(string query)
    {
        Train(90);
        await Fresh().CountAsync();
        Assert.NotEmpty(Directory.GetFiles(_folder["catalog"], "*.cat"));
        var reader = FileStore.Open(_folder.Path).Reader;
        var slow = new FixedReader([.. await reader.ListRunsAsync().ToListAsync()]);
        Assert.Equal(await new RunQuery(slow).Where(query).ToIdsAsync(), await Fresh().Where(query).ToIdsAsync());
    }

    [Fact]
    public async Task A_new_run_and_a_finished_one_show_in_the_next_query()
    {
        Train(70);
        var open = Fresh();
        Assert.Equal(70, await open.CountAsync());
        using var client = Some.Client(new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        run.LogMetric("acc", 1000);
        await run.FlushAsync();
        Assert.Equal(run.Id, Assert.Single(await open.Where("metrics.acc = 1000 AND status = 'RUNNING'").ToIdsAsync()));
        run.LogMetric("acc", 2000);
        await run.FinishAsync();
        Assert.Equal(run.Id, Assert.Single(await open.Where("metrics.acc = 2000 AND status = 'FINISHED'").ToIdsAsync()));
    }

    [Fact]
    public async Task A_finished_run_that_is_taken_up_again_shows_what_was_added()
    {
        var ids = Train(70);
        var open = Fresh();
        await open.CountAsync();
        using (var client = Some.Client(new FileBackend(_folder.Path)))
        using (var again = client.ResumeRun(ids[3]))
        {
            again.SetTag("star", "yes");
        }

        Assert.Equal(ids[3], Assert.Single(await open.Where("tags.star = 'yes'").ToIdsAsync()));
        Assert.Equal(ids[3], Assert.Single(await Fresh().Where("tags.star = 'yes'").ToIdsAsync()));
        Assert.Equal(70, await open.CountAsync());
    }

    [Fact]
    public async Task A_deleted_run_is_gone_and_comes_back()
    {
        var ids = Train(70);
        var open = Fresh();
        await open.CountAsync();
        var store = FileStore.Open(_folder.Path);
        store.Delete(ids[5]);
        Assert.DoesNotContain(ids[5], await open.ToIdsAsync());
        store.Restore(ids[5]);
        Assert.Contains(ids[5], await open.ToIdsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_or_deleted_catalog_is_made_anew(bool isDeleted)
    {
        Train(70);
        await Fresh().CountAsync();
        if (isDeleted)
        {
            Directory.Delete(_folder["catalog"], recursive: true);
        }
        else
        {
            File.WriteAllText(Assert.Single(Directory.GetFiles(_folder["catalog"], "*.cat")), "nonsense");
        }

        Assert.Equal(70, await Fresh().CountAsync());
    }

    [Fact]
    public async Task Two_readers_at_once_see_what_each_other_wrote()
    {
        Train(70);
        var (one, other) = (Fresh(), Fresh());
        Assert.Equal(70, await one.CountAsync());
        Assert.Equal(70, await other.CountAsync());
        Train(70, from: 70);
        Assert.Equal(140, await one.CountAsync());
        Assert.Equal(140, await other.CountAsync());
        Assert.Equal(140, await Fresh().Where("params.number >= 0").CountAsync());
        Assert.Single(Directory.GetFiles(_folder["catalog"], "*.cat"));
    }
}
