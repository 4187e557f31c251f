using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>What one logging call costs the training thread, and the slowest one in ten thousand, while a flusher writes to disk.</summary>
internal static class HotPath
{
    private const int Burst = 60_000;
    private const int Rounds = 40;

    public static int Run()
    {
        using var scratch = new Scratch();
        using var client = scratch.Open();
        using var run = client.StartRun("hot");
        var series = run.Metric("loss");
        using var meter = new Meter("benchmark");
        var counter = meter.CreateCounter<double>("loss");
        using var listener = new MeterListener { InstrumentPublished = (i, l) => l.EnableMeasurementEvents(i) };
        var sum = 0.0;
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => sum += value);
        listener.Start();

        var handle = PerCall(run, i => series.Log(i * 0.5, i));
        var text = PerCall(run, i => run.LogMetric("loss", i * 0.5, i));
        var peer = PerCall(run, i => counter.Add(i * 0.5));
        Figure.AtMost("hot.handle", handle.Nanoseconds, "ns", 50);
        Figure.AtMost("hot.string", text.Nanoseconds, "ns", 75);
        Figure.AtMost("hot.allocated", handle.Bytes + text.Bytes, "B/point", 0);
        Figure.Plain("hot.counter", peer.Nanoseconds, "ns");
        Figure.Plain("hot.handle_to_counter", handle.Nanoseconds / peer.Nanoseconds, "ratio");
        Slowest(series);
        return Figure.ExitCode;
    }

    private static (double Nanoseconds, double Bytes) PerCall(Run run, Action<int> call)
    {
        var times = new List<double>();
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Burst; i++)
            {
                call(i);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Burst);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            run.FlushAsync().GetAwaiter().GetResult();
        }

        return (Measure.Median(times), (double)allocated / Burst);
    }

    // A training loop that logs a million points a second, which is far more than any does: every call is timed. The
    // machine itself stops a thread now and then; an empty call, timed in the same way, shows how much of it that is.
    private static void Slowest(MetricSeries series)
    {
        const int Calls = 3_000_000;
        var ours = new long[Calls];
        var empty = new long[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            series.Log(i, i);
            var middle = Stopwatch.GetTimestamp();
            empty[i] = Stopwatch.GetTimestamp() - middle;
            ours[i] = middle - start;
            var next = start + (Stopwatch.Frequency / 1_000_000);
            while (Stopwatch.GetTimestamp() < next)
            {
            }
        }

        Array.Sort(ours);
        Array.Sort(empty);
        var rank = (int)(Calls * 0.9999);
        Figure.AtMost("hot.p99_99", Microseconds(ours[rank]), "us", 50);
        Figure.Plain("hot.p99_99_of_nothing", Microseconds(empty[rank]), "us");
        Figure.Plain("hot.slowest", Microseconds(ours[^1]), "us");
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
