using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking.Tests.Faults;

/// <summary>A store is looked after while programs write to it.</summary>
public sealed class StoreInUseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_doctor_leaves_a_live_run_alone_and_finds_nothing_wrong_with_it()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var store = FileStore.Open(_folder.Path);
        var run = client.StartRun("iris");
        for (var i = 0; i < 20; i++)
        {
            run.LogMetric("loss", i, i);
            await run.FlushAsync();
            Assert.Empty(store.Check());
            Assert.Empty(store.Repair());
        }

        await run.FinishAsync();
        Assert.Equal(20, (await store.Reader.ReadPointsAsync(run.Id, "loss")).Count);
    }

    [Fact]
    public async Task A_live_run_is_followed_to_its_end_without_a_gap()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var run = client.StartRun("iris");
        await run.FlushAsync();
        var following = Task.Run(async () =>
        {
            var values = new List<double>();
            await foreach (var batch in FileStore.Open(_folder.Path).Reader.ReadRecordsAsync(run.Id, follow: true))
            {
                values.AddRange(batch.Records.OfType<MetricsLogged>().SelectMany(m => m.Points.ToArray()).Select(p => p.Value));
            }

            return values;
        });
        for (var i = 0; i < 50; i++)
        {
            run.LogMetric("loss", i, i);
            await run.FlushAsync();
        }

        await run.FinishAsync();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), await following);
    }

    [Fact]
    public async Task A_live_run_cannot_be_deleted_and_a_deleted_one_comes_back()
    {
        await using var client = Some.Client(new FileBackend(_folder.Path));
        var store = FileStore.Open(_folder.Path);
        var run = client.StartRun("iris");
        run.LogText("weights", "model.bin");
        await run.FlushAsync();
        Assert.Throws<TrackingException>(() => store.Delete(run.Id));
        await run.FinishAsync();
        await client.DisposeAsync();

        store.Delete(run.Id);
        Assert.Null(await store.Reader.GetRunAsync(run.Id));
        Assert.Equal(run.Id, Assert.Single(store.ListDeleted()).Id);
        Assert.Equal(0, store.CollectGarbage(TimeSpan.FromDays(30)).Objects);
        store.Restore(run.Id);
        Assert.NotNull(await store.Reader.GetRunAsync(run.Id));
    }

    [Fact]
    public async Task Garbage_collection_removes_only_what_nobody_refers_to()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        RunId kept, deleted;
        await using (var client = Some.Client(new FileBackend(_folder.Path)))
        {
            (kept, deleted) = (await Finished(client, "same", "kept"), await Finished(client, "same", "gone"));
        }

        var store = FileStore.Open(_folder.Path, timeProvider: time);
        store.Delete(deleted);
        time.Advance(TimeSpan.FromDays(31));
        Assert.Equal((1, 1), (store.CollectGarbage(TimeSpan.FromDays(30), dryRun: true).Runs.Count, store.CollectGarbage(TimeSpan.FromDays(30)).Objects));
        Assert.Empty(store.Check(withArtifacts: true));
        using var text = new StreamReader(await store.Reader.OpenArtifactAsync(kept, "shared.txt"));
        Assert.Equal("same", await text.ReadToEndAsync());
        Assert.Empty(store.ListDeleted());
    }

    private static async Task<RunId> Finished(TrackingClient client, string shared, string own)
    {
        var run = client.StartRun("iris");
        run.LogText(shared, "shared.txt");
        run.LogText(own, "own.txt");
        await run.FinishAsync();
        return run.Id;
    }
}
