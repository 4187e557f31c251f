using ModelTracking.Backends;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Journal;

/// <summary>Who looks at a live run again and again reads what is new, not the run.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CountingFiles _files = new(JournalFiles.Real);

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<double> Values(IEnumerable<RecordBatch> batches) =>
        batches.SelectMany(b => b.Records).OfType<MetricsLogged>().SelectMany(m => m.Points.ToArray()).Select(p => p.Value);

    private static async Task Log(Run run, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            run.LogMetric("loss", i, i);
        }

        await run.FlushAsync();
    }

    [Fact]
    public async Task A_second_look_reads_no_byte_of_the_points_that_the_first_one_has_seen()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        await Log(run, 0, 100_000);
        var journal = new RunJournal(_files, TimeProvider.System);
        var follower = journal.Follow(_folder[$"runs/{run.Id}"]);
        Assert.Equal(100_000, Values(follower.ReadNew()).Count());
        Assert.Equal(100_000, journal.ReadSummary(_folder[$"runs/{run.Id}"])!.Metric("loss")!.Count);

        await Log(run, 100_000, 100_010);
        _files.BytesRead = 0;
        Assert.Equal(Enumerable.Range(100_000, 10).Select(i => (double)i), Values(follower.ReadNew()));
        var summary = journal.ReadSummary(_folder[$"runs/{run.Id}"])!;
        Assert.Equal((100_010, 100_009, 0), (summary.Metric("loss")!.Count, summary.Metric("loss")!.Last, summary.Metric("loss")!.Min));
        Assert.InRange(_files.BytesRead, 1, 40_000);
        Assert.True(follower.GoesOn);
    }

    [Fact]
    public async Task What_is_told_piece_by_piece_is_what_a_full_reading_tells()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        var journal = new RunJournal(_files, TimeProvider.System);
        var folder = _folder[$"runs/{run.Id}"];
        for (var i = 0; i < 20; i++)
        {
            run.LogParam($"p{i}", i);
            run.SetTag("phase", i % 2 == 0 ? $"phase {i}" : null);
            run.LogMetric(i % 3 == 0 ? "loss" : $"accuracy{i}", i == 7 ? double.NaN : i, 20 - i);
            run.LogText($"{i}", "note.txt");
            await run.FlushAsync();
            var piecewise = journal.ReadSummary(folder)!;
            var whole = new RunJournal(_files, TimeProvider.System).ReadSummary(folder)!;
            Assert.Equivalent(whole, piecewise, strict: true);
        }
    }

    [Fact]
    public async Task Points_that_a_resumed_run_hides_are_hidden_from_one_who_had_seen_them()
    {
        var journal = new RunJournal(_files, TimeProvider.System);
        RunId id;
        await using (var first = Some.Client(new FileBackend(_folder.Path)))
        {
            var run = first.StartRun("iris");
            id = run.Id;
            await Log(run, 0, 100);
            Assert.Equal(100, journal.ReadSummary(_folder[$"runs/{id}"])!.Metric("loss")!.Count);
        }

        await using var second = Some.Client(new FileBackend(_folder.Path));
        var resumed = second.ResumeRun(id, truncateAfterStep: 49);
        await Log(resumed, 50, 60);
        Assert.Equal(60, journal.ReadSummary(_folder[$"runs/{id}"])!.Metric("loss")!.Count);
    }

    [Fact]
    public async Task A_follower_ends_with_the_run_and_misses_nothing_when_it_is_sealed_in_between()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        await Log(run, 0, 10);
        var follower = new RunJournal(_files, TimeProvider.System).Follow(_folder[$"runs/{run.Id}"]);
        Assert.Equal(10, Values(follower.ReadNew()).Count());
        await Log(run, 10, 20);
        await run.FinishAsync();
        await client.DisposeAsync();
        Assert.True(File.Exists(_folder[$"runs/{run.Id}/run.sealed"]));
        Assert.Equal(Enumerable.Range(10, 10).Select(i => (double)i), Values(follower.ReadNew()));
        Assert.False(follower.GoesOn);
        Assert.Empty(follower.ReadNew());
    }
}
