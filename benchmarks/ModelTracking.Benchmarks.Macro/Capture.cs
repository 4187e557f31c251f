using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>What capture costs the training thread: at the start of a run, per line printed, per measurement of a meter, and per sample of the machine.</summary>
internal static class Capture
{
    private const int Calls = 100_000;

    public static int Run()
    {
        using var scratch = new Scratch();
        var options = new TrackingOptions { Store = scratch.Folder, FlushOnExit = false };
        options.Capture.Meters.Add("benchmark.capture");
        options.Capture.SystemMetricsInterval = TimeSpan.FromMilliseconds(50);
        using var client = TrackingClient.Open(options);
        using var meter = new Meter("benchmark.capture");
        var counter = meter.CreateCounter<long>("c");

        // The first run of a process also pays for compiling the code on its way.
        var first = Measure.Seconds(() => client.StartRun("capture").Dispose());
        var starts = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            ModelTracking.Run? run = null;
            starts.Add(Measure.Seconds(() => run = client.StartRun("capture")));
            run!.Dispose();
        }

        Figure.Plain("capture.first_run_start_to_end", first * 1000, "ms");
        Figure.AtMost("capture.start_run", Measure.Median(starts) * 1000, "ms", 5);
        Figure.AtMost("capture.start_run_slowest", starts.Max() * 1000, "ms", 50);

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
            figures.Add(("capture.sample_processor_time", PerSample(run), "ms"));
        }
        finally
        {
            Console.SetOut(console);
        }

        figures.ForEach(f => Figure.Plain(f.Name, f.Value, f.Unit));
        return Figure.ExitCode;
    }

    private static double PerCall(Action call)
    {
        call();
        return Measure.Seconds(() =>
        {
            for (var i = 0; i < Calls; i++)
            {
                call();
            }
        }) * 1e9 / Calls;
    }

    // Nothing else goes on meanwhile: all that the process uses is for samples, at twenty a second.
    private static double PerSample(ModelTracking.Run run)
    {
        run.FlushAsync().GetAwaiter().GetResult();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        const int Seconds = 3;
        Thread.Sleep(TimeSpan.FromSeconds(Seconds));
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / (Seconds * 20);
    }
}
