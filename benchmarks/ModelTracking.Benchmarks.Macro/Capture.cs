using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>What capture costs the training thread: at the start of a run, per line printed, per measurement of a meter, and per sample of the machine.</summary>
internal static class Capture
{
    private const int Calls = 10_000;
    private const int Rounds = 15;

    // Longer than a log waits until it is flushed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public static int Run()
    {
        FirstCalls.Run();
        using var scratch = new Scratch();
        var options = new TrackingOptions { Store = scratch.Folder, FlushOnExit = false };
        options.Capture.Meters.Add("benchmark.capture");
        options.Capture.SystemMetricsInterval = TimeSpan.FromMilliseconds(50);

        // Every line is kept: what a line costs that is beyond the bound is not asked.
        options.Capture.MaxConsoleChars = long.MaxValue;
        using var client = TrackingClient.Open(options);
        using var meter = new Meter("benchmark.capture");
        var counter = meter.CreateCounter<long>("c");

        client.StartRun("capture").Dispose();
        var starts = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            ModelTracking.Run? run = null;
            starts.Add(Measure.Seconds(() => run = client.StartRun("capture")));
            run!.Dispose();
        }

        Figure.AtMost("capture.start_run", Measure.Median(starts) * 1000, "ms", 5);
        Figure.AtMost("capture.start_run_slowest", starts.Max() * 1000, "ms", 50);

        Figure.AtMost("capture.training_thread_at_start", AtStart(scratch.Folder) * 1000, "ms", 50);

        var console = Console.Out;
        var figures = new List<(string Name, double Value, string Unit)>();
        try
        {
            // What the terminal costs is not what is asked.
            Console.SetOut(TextWriter.Null);
            var bare = PerCall(() => Console.WriteLine("epoch 12 loss 0.25 accuracy 0.93"));
            var silent = PerCall(() => counter.Add(1));
            using var run = client.StartRun("capture");
            figures.Add(("capture.console_line", PerCall(() => Console.WriteLine("epoch 12 loss 0.25 accuracy 0.93")) - bare, "ns"));
            figures.Add(("capture.measurement", PerCall(() => counter.Add(1)) - silent, "ns"));
            figures.Add(("capture.measurement_with_tag", PerCall(() => counter.Add(1, new KeyValuePair<string, object?>("split", "train"))), "ns"));
            figures.Add(("capture.sample_processor_time", PerSample(client, run), "ms"));
        }
        finally
        {
            Console.SetOut(console);
        }

        figures.ForEach(f => Figure.Plain(f.Name, f.Value, f.Unit));
        return Figure.ExitCode;
    }

    // The median of several rounds, each short enough that what it says waits in memory until the next flush.
    private static double PerCall(Action call)
    {
        call();
        return Measure.Median(Enumerable.Range(0, Rounds).Select(_ =>
        {
            Thread.Sleep(Pause);
            return Measure.Seconds(() =>
            {
                for (var i = 0; i < Calls; i++)
                {
                    call();
                }
            });
        })) * 1e9 / Calls;
    }

    // What is done in the background takes cores and caches from the thread that trains: the start and the first half
    // second of a training, with everything captured, against the same without. In turns, the median of each.
    private static double AtStart(string store)
    {
        const int Turns = 9;
        List<double>[] seconds = [[], []];
        for (var turn = 0; turn < 2 * Turns; turn++)
        {
            var capture = turn % 2 == 0 ? new ModelTracking.Capture.CaptureOptions() : ModelTracking.Capture.CaptureOptions.Off();
            using var client = TrackingClient.Open(new TrackingOptions { Store = store, FlushOnExit = false, Capture = capture });
            ModelTracking.Run? run = null;
            seconds[turn % 2].Add(Measure.Seconds(() =>
            {
                run = client.StartRun("capture");
                Work();
            }));
            run!.Dispose();
        }

        return Math.Max(0, Measure.Median(seconds[0]) - Measure.Median(seconds[1]));
    }

    private static double Work()
    {
        var sum = 0.0;
        for (var i = 1; i < 100_000_000; i++)
        {
            sum += 1.0 / i;
        }

        return sum;
    }

    // Nothing else goes on meanwhile: all that the process uses is for samples, at twenty a second.
    private static double PerSample(TrackingClient client, ModelTracking.Run run)
    {
        var samples = Samples(client, run);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        Thread.Sleep(TimeSpan.FromSeconds(3));
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        return used.TotalMilliseconds / (Samples(client, run) - samples);
    }

    private static long Samples(TrackingClient client, ModelTracking.Run run)
    {
        run.FlushAsync().GetAwaiter().GetResult();
        return client.Reader.GetRunAsync(run.Id).GetAwaiter().GetResult()!.Metrics.FirstOrDefault(m => m.Key == "system/process_memory_megabytes")?.Count ?? 0;
    }
}
