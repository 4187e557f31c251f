using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Capture.Gauges;
using ModelTracking.Capture.Machine;
using ModelTracking.Capture.Watching;
using ModelTracking.Records;

namespace ModelTracking.Tests.Capture;

public class WatchTests
{
    private readonly InMemoryBackend _memory = new();
    private readonly FakeTimeProvider _time = new(Some.Time);

    private TrackingClient Client(Action<CaptureOptions> configure) => Some.Client(
        o =>
        {
            o.TimeProvider = _time;
            configure(o.Capture);
        },
        _memory);

    private async Task<RunSummary> After(Run run)
    {
        await run.FinishAsync();
        return (await _memory.GetRunAsync(run.Id))!;
    }

    [Fact]
    public async Task The_first_NaN_and_infinity_of_each_metric_are_told_even_in_the_last_point()
    {
        var called = new TaskCompletionSource<(RunId, EventLogged)>();
        await using var client = Client(c => c.Watchdogs = new WatchdogOptions { OnFinding = (id, e) => called.TrySetResult((id, e)) });
        var run = client.StartRun("a");
        run.LogMetric("loss", 1, 1);
        run.LogMetric("loss", double.NaN, 2);
        run.LogMetric("loss", double.NaN, 3);
        run.LogMetric("grad", double.PositiveInfinity, 4);
        var events = (await After(run)).Events;
        Assert.Equal([("watchdog.nan", 2L), ("watchdog.infinity", 4L)], events.Select(e => (e.Name, e.Step!.Value)).OrderBy(e => e.Item2));
        var (found, what) = await called.Task;
        Assert.Equal(run.Id, found);
        Assert.StartsWith("watchdog.", what.Name, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Finished, (await _memory.GetRunAsync(run.Id))!.Status);
    }

    [Fact]
    public async Task A_metric_with_a_goal_that_stands_still_is_told_once_and_again_after_it_moved()
    {
        await using var client = Client(c => c.Watchdogs = new WatchdogOptions { PlateauPoints = 10 });
        var run = client.StartRun("a");
        var loss = run.Metric("loss", goal: MetricGoal.Minimize);
        var other = run.Metric("other");
        for (var i = 0; i < 30; i++)
        {
            loss.Log(i < 5 ? 10 - i : 6, i);
            other.Log(1, i);
        }

        loss.Log(1, 30);
        for (var i = 31; i < 80; i++)
        {
            loss.Log(1, i);
        }

        var plateaus = (await After(run)).Events.Where(e => e.Name == "watchdog.plateau").Select(e => e.Step!.Value).ToList();
        Assert.Equal(2, plateaus.Count);
        Assert.InRange(plateaus[0], 14, 16);
    }

    [Fact]
    public void Silence_is_told_once_and_a_slow_run_is_measured_by_its_own_pace()
    {
        var watch = new SilenceWatch(TimeSpan.FromMinutes(10), _time);
        _time.Advance(TimeSpan.FromMinutes(2));
        watch.Heard();
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.Null(watch.Check());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("21 minutes", watch.Check()!.Message, StringComparison.Ordinal);
        Assert.Null(watch.Check());
        watch.Heard();
        _time.Advance(TimeSpan.FromMinutes(21));
        Assert.NotNull(watch.Check());
    }

    [Fact]
    public void Memory_that_only_grows_and_memory_that_is_nearly_full_are_told()
    {
        var watch = new MachineWatch(new WatchdogOptions(), _time);
        var steady = Enumerable.Range(0, 200).SelectMany(i => watch.See(new SystemSample([]) { WorkingSet = 2e9 + (i % 10 * 1e8) })).ToList();
        Assert.Empty(steady);
        var growing = Enumerable.Range(0, 100).SelectMany(i => watch.See(new SystemSample([]) { WorkingSet = 1e9 + (i * 5e7) })).ToList();
        Assert.Contains("keeps growing", Assert.Single(growing).Message, StringComparison.Ordinal);
        Assert.Single(Enumerable.Range(0, 5).SelectMany(_ => watch.See(new SystemSample([]) { MachineMemoryPercent = 97 })));
    }

    [Fact]
    public void A_card_that_falls_idle_after_it_was_busy_is_told()
    {
        var watch = new MachineWatch(new WatchdogOptions(), _time);
        List<EventLogged> See(double percent, int times) => [.. Enumerable.Range(0, times).SelectMany(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return watch.See(new SystemSample([]) { Gpus = [new Gpu(0, "g") { UtilizationPercent = percent }] });
        })];
        Assert.Empty(See(0, 100));
        Assert.Empty(See(90, 3));
        Assert.Equal("watchdog.gpu-idle", Assert.Single(See(0, 100)).Name);
        Assert.Empty(See(0, 100));
    }

    [Fact]
    public async Task A_meter_is_a_source_of_metrics_by_its_name()
    {
        using var meter = new Meter("MyApp.Training");
        using var deaf = new Meter("Elsewhere");
        var counter = meter.CreateCounter<long>("batches");
        var histogram = meter.CreateHistogram<double>("seconds");
        meter.CreateObservableGauge("queue", () => 7);
        await using var client = Client(c => c.Meters.Add("MyApp.*"));
        var run = client.StartRun("a");
        counter.Add(2);
        counter.Add(3);
        counter.Add(5, new KeyValuePair<string, object?>("split", "test"));
        histogram.Record(1);
        histogram.Record(3);
        deaf.CreateCounter<int>("x").Add(1);
        var metrics = (await After(run)).Metrics.ToDictionary(m => m.MetricKey.ToString(), m => m.Last);
        Assert.Equal(5, metrics["MyApp.Training/batches"]);
        Assert.Equal(5, metrics["MyApp.Training/batches{split=test}"]);
        Assert.Equal((2, 2, 1, 3), (metrics["MyApp.Training/seconds/count"], metrics["MyApp.Training/seconds/mean"], metrics["MyApp.Training/seconds/min"], metrics["MyApp.Training/seconds/max"]));
        Assert.Equal(7, metrics["MyApp.Training/queue"]);
        Assert.DoesNotContain(metrics.Keys, k => k.StartsWith("Elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_spans_of_an_activity_source_are_a_source_of_metrics_by_its_name()
    {
        var name = $"train.{Guid.NewGuid():N}";
        using var source = new System.Diagnostics.ActivitySource(name);
        using var other = new System.Diagnostics.ActivitySource("x" + name);
        await using var client = Client(c => c.Activities.Add(name[..10] + "*"));
        var run = client.StartRun("a");
        for (var i = 0; i < 3; i++)
        {
            using var span = source.StartActivity("epoch");
            span!.SetEndTime(span.StartTimeUtc.AddSeconds(2 + i));
            span.SetStatus(i == 2 ? System.Diagnostics.ActivityStatusCode.Error : System.Diagnostics.ActivityStatusCode.Unset);
        }

        Assert.Null(other.StartActivity("unasked"));
        var metrics = (await After(run)).Metrics.ToDictionary(m => m.MetricKey.ToString(), m => m.Last);
        Assert.Equal(8, metrics.Count);
        Assert.Equal((2, 2.5, 3, 4), (metrics[$"{name}/epoch/count"], metrics[$"{name}/epoch/mean"], metrics[$"{name}/epoch/max"], metrics[$"{name}/epoch/max{{status=error}}"]));
        Assert.Null(source.StartActivity("nobody listens any more"));
    }

    [Fact]
    public async Task More_series_of_meters_than_a_run_takes_are_told_and_left_out()
    {
        using var meter = new Meter("Many.Tags");
        var counter = meter.CreateCounter<long>("c");
        await using var client = Client(c =>
        {
            c.Meters.Add("Many.Tags");
            c.MaxMeterSeries = 10;
        });
        var run = client.StartRun("a");
        for (var i = 0; i < 50; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        var summary = await After(run);
        Assert.Equal(10, summary.Metrics.Count);
        Assert.Equal("capture.meters", Assert.Single(summary.Events).Name);
    }

    [Fact]
    public async Task A_run_that_could_not_say_what_it_used_is_known_by_its_last_sample()
    {
        await using var client = Client(c => c.SystemMetrics = false);
        var run = client.StartRun("a");
        foreach (var (cpu, memory) in ((double, double)[])[(1.5, 300), (3.25, 200)])
        {
            run.LogMetric("system/process_cpu_seconds", cpu);
            run.LogMetric("system/dotnet_gc_gen0_collections", 2 * cpu);
            run.LogMetric("system/gpu_0_memory_usage_megabytes", 1000 * cpu);
            run.LogMetric("system/process_memory_megabytes", memory);
        }

        await run.FlushAsync();
        var used = Assert.Single((await _memory.GetRunAsync(run.Id))!.Resources);
        Assert.Equal((true, 3.25, 300_000_000L, 3_250_000_000L, 6), (used.IsSoFar, used.CpuTime.TotalSeconds, used.PeakMemoryBytes, used.PeakGpuMemoryBytes, used.Collections));
    }

    [Fact]
    public async Task What_a_run_says_itself_at_its_end_counts_more_than_its_samples()
    {
        await using var client = Client(c => c.SystemMetrics = true);
        var run = client.StartRun("a");
        run.LogMetric("system/process_memory_megabytes", 1e9);
        Assert.False(Assert.Single((await After(run)).Resources).IsSoFar);
    }

    [Fact]
    public void Samples_of_the_machine_use_the_keys_of_MLflow()
    {
        var sampler = new SystemSampler(MachineGauge.ForThisSystem(), () => [new Gpu(1, "g") { UsedMiB = 1000, MemoryMiB = 2000, UtilizationPercent = 55, PowerWatts = 100, PowerLimitWatts = 400 }], TimeProvider.System);
        var values = sampler.Take(withGpus: true).Values.ToDictionary(v => v.Key, v => v.Value);
        foreach (var key in (string[])["system_memory_usage_megabytes", "system_memory_usage_percentage", "disk_usage_percentage", "disk_usage_megabytes", "disk_available_megabytes", "network_receive_megabytes", "network_transmit_megabytes"])
        {
            Assert.Contains($"system/{key}", values.Keys);
        }

        Assert.Equal((50, 55, 25), (values["system/gpu_1_memory_usage_percentage"], values["system/gpu_1_utilization_percentage"], values["system/gpu_1_power_usage_percentage"]));
        Assert.InRange(values["system/system_memory_usage_percentage"], 0.01, 100);
    }

    [Fact]
    public void Processor_and_memory_are_read_from_what_the_kernel_says()
    {
        using var root = new TempFolder();
        Directory.CreateDirectory(root["proc"]);
        Directory.CreateDirectory(root["sys/fs/cgroup"]);
        File.WriteAllText(root["proc/stat"], "cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 1 1 1\n");
        File.WriteAllText(root["proc/meminfo"], "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    250 kB\n");
        var gauge = new LinuxGauge(root.Path);
        Assert.Equal(new CpuTimes(150, 1000), gauge.Cpu());
        Assert.Equal(75, gauge.Memory()!.Value.Percent);
        File.WriteAllText(root["sys/fs/cgroup/memory.max"], "512000\n");
        File.WriteAllText(root["sys/fs/cgroup/memory.current"], "128000\n");
        Assert.Equal(25, gauge.Memory()!.Value.Percent);
        Assert.Equal(25, new CpuTimes(250, 1400).PercentSince(new CpuTimes(150, 1000)));
    }
}
