using ModelTracking.Backends;
using ModelTracking.Delivery;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Tests.Faults;

/// <summary>The disk refuses; the training does not notice, and what can be kept is kept.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FaultyFiles _files = new(JournalFiles.Real);

    public void Dispose() => _folder.Dispose();

    private TrackingClient Open(Action<TrackingOptions>? configure = null) => Some.Client(
        o =>
        {
            o.Delivery.FirstRetryDelay = TimeSpan.FromMilliseconds(1);
            o.Delivery.MaxRetryDelay = TimeSpan.FromMilliseconds(5);
            o.Delivery.ShutdownTimeout = TimeSpan.FromSeconds(2);
            configure?.Invoke(o);
        },
        new FileBackend(_folder.Path, null, null, _files));

    private async Task<IReadOnlyList<MetricPoint>> Points(RunId id) => await FileStore.Open(_folder.Path).Reader.ReadPointsAsync(id, "loss");

    [Fact]
    public async Task A_full_disk_that_gets_room_again_loses_nothing()
    {
        await using var client = Open();
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1, 1);
        Assert.True((await run.FlushAsync()).IsComplete);
        _files.Refuse = operation => operation == FileOperation.Write;
        run.LogMetric("loss", 2, 2);
        var during = await run.FlushAsync();
        Assert.True(during.Pending > 0);
        _files.Refuse = null;
        run.LogMetric("loss", 3, 3);
        var report = await run.FinishAsync();
        Assert.Equal(TroubleKind.WriteFailed, Assert.Single(report.Troubles).First.Kind);
        Assert.Contains("make room", report.Troubles.First().First.Remedy, StringComparison.Ordinal);
        await client.DisposeAsync();
        Assert.Equal([1, 2, 3], (await Points(run.Id)).Select(p => p.Value));
    }

    [Fact]
    public async Task A_sync_that_fails_once_is_not_believed_and_nothing_is_lost()
    {
        await using var client = Open();
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1, 1);
        _files.RefuseOnce(FileOperation.Sync);
        await run.FlushAsync();
        run.LogMetric("loss", 2, 2);
        await run.FinishAsync();
        await client.DisposeAsync();
        Assert.Equal([1, 2], (await Points(run.Id)).Select(p => p.Value));
    }

    [Fact]
    public async Task A_disk_that_stays_full_lets_the_training_end_and_says_what_is_missing()
    {
        var client = Open(o => o.Delivery.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        var run = client.StartRun("iris");
        await run.FlushAsync();
        _files.Refuse = operation => operation == FileOperation.Write;
        for (var i = 0; i < 1000; i++)
        {
            run.LogMetric("loss", i, i);
        }

        Assert.True((await run.FinishAsync()).Pending >= 1000);
        await client.DisposeAsync();
        Assert.Contains(client.Diagnostics.Troubles, t => t.First.Kind == TroubleKind.ShutdownTimeout);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_under_the_run_is_noticed_and_later_points_are_kept()
    {
        await using var client = Open();
        var run = client.StartRun("iris");
        run.LogMetric("loss", 1, 1);
        await run.FlushAsync();
        Directory.Delete(_folder["runs"], recursive: true);
        run.LogMetric("loss", 2, 2);
        await run.FlushAsync();
        run.LogMetric("loss", 3, 3);
        var report = await run.FinishAsync();
        await client.DisposeAsync();
        Assert.Equal(TroubleKind.WriteFailed, Assert.Single(report.Troubles).First.Kind);
        Assert.Equal(3, (await Points(run.Id))[^1].Value);
    }

    [SkippableFact]
    public void A_folder_that_cannot_be_written_is_refused_when_it_is_opened()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has a folder in which not even the superuser may create one.");
        var exception = Assert.Throws<TrackingException>(() => TrackingClient.Open("/proc/modeltracking"));
        Assert.Contains("MODELTRACKING_URI", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_store_is_refused_with_a_word()
    {
        File.WriteAllText(_folder["file"], "x");
        var exception = Assert.Throws<TrackingException>(() => TrackingClient.Open(_folder["file"]));
        Assert.Contains("cannot be used as a store", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_with_a_word()
    {
        File.WriteAllText(_folder["store.json"], """{"store":"modeltracking","layout":99}""");
        var exception = Assert.Throws<TrackingException>(() => TrackingClient.Open(_folder.Path));
        Assert.Contains("Update the package", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_of_store_is_refused_with_a_word()
    {
        var exception = Assert.Throws<TrackingException>(() => TrackingClient.Open("ftp://example.org/runs"));
        Assert.Contains("ftp", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_the_order_of_steps()
    {
        var time = new BackwardTime();
        await using var client = Open(o => o.TimeProvider = time);
        var run = client.StartRun("iris");
        for (var step = 0; step < 10; step++)
        {
            time.SetBack();
            run.LogMetric("loss", step, step);
        }

        await run.FinishAsync();
        await client.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), (await Points(run.Id)).Select(p => p.Value));
    }

    [Fact]
    public async Task A_slow_disk_does_not_reach_the_training_thread()
    {
        using var writing = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        await using var client = Open();
        var run = client.StartRun("iris");
        await run.FlushAsync();
        _files.Refuse = operation =>
        {
            if (operation == FileOperation.Write)
            {
                writing.Set();
                release.Wait();
            }

            return false;
        };
        run.LogMetric("loss", 0, 0);
        writing.Wait();
        // The disk hangs in the middle of a write: these calls return all the same.
        for (var i = 1; i < 10_000; i++)
        {
            run.LogMetric("loss", i, i);
        }

        release.Set();
        Assert.True((await run.FinishAsync()).IsComplete);
        await client.DisposeAsync();
        Assert.Equal(10_000, (await Points(run.Id)).Count);
    }

    [Fact]
    public async Task A_hundred_thousand_keys_are_on_disk_and_read_back_by_each_of_the_ways()
    {
        await using var client = Open();
        var run = client.StartRun("iris");
        for (var i = 0; i < 100_000; i++)
        {
            run.LogMetric($"layer/{i}", i, i);
        }

        await run.FlushAsync();
        Assert.Equal(100_000, (await FileStore.Open(_folder.Path).Reader.GetRunAsync(run.Id))!.Metrics.Count);
        await run.FinishAsync();
        await client.DisposeAsync();
        var store = FileStore.Open(_folder.Path);
        Assert.Empty(store.Check());
        Assert.Equal(99_999, (await store.Reader.GetRunAsync(run.Id))!.Metric("layer/99999")!.Last);
        Assert.Equal(54_321, Assert.Single(await store.Reader.ReadPointsAsync(run.Id, "layer/54321")).Value);
    }

    private sealed class BackwardTime : TimeProvider
    {
        private DateTimeOffset _now = Some.Time;

        public void SetBack() => _now -= TimeSpan.FromMinutes(1);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
