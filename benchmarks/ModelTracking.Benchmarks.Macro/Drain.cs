namespace ModelTracking.Benchmarks.Macro;

/// <summary>How fast points get to the disk, synced, and how many bytes they take there before and after sealing.</summary>
internal static class Drain
{
    private const int Points = 10_000_000;
    private const int Sustained = 50_000_000;

    public static int Run()
    {
        var curve = Scratch.LossCurve(1 << 20);
        var seconds = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            using var scratch = new Scratch();
            using var client = scratch.Open();
            seconds.Add(Scratch.Fill(client, Points, curve).Seconds);
        }

        Figure.AtMost("drain.10M", Measure.Median(seconds), "s", 1.5);
        using (var scratch = new Scratch())
        {
            using var client = scratch.Open();
            Figure.AtLeast("drain.sustained", Sustained / Scratch.Fill(client, Sustained, curve).Seconds / 1e6, "M points/s", 10);
        }

        Bytes();
        return Figure.ExitCode;
    }

    // As a training logs them: three metrics a step, a step each 300 us of the run's own clock.
    private static void Bytes()
    {
        const int Steps = 200_000;
        using var scratch = new Scratch();
        var time = new SteppingTime();
        var client = TrackingClient.Open(new TrackingOptions { Store = scratch.Folder, FlushOnExit = false, TimeProvider = time });
        var run = client.StartRun("bytes");
        string[] keys = ["train/loss", "train/accuracy", "lr"];
        var series = keys.Select(k => run.Metric(k)).ToArray();
        var curves = keys.Select((_, i) => Scratch.LossCurve(Steps, i)).ToArray();
        for (var step = 0; step < Steps; step++)
        {
            time.Advance(step);
            for (var i = 0; i < series.Length; i++)
            {
                series[i].Log(curves[i][step], step);
            }

            if (step % 66 == 65)
            {
                // The flush interval of 20 ms, in the run's own time.
                run.FlushAsync().GetAwaiter().GetResult();
            }
        }

        run.FlushAsync().GetAwaiter().GetResult();
        Figure.AtMost("drain.live_bytes", (double)scratch.Bytes("*.seg") / (Steps * keys.Length), "B/point", 10);
        run.FinishAsync().GetAwaiter().GetResult();
        Figure.Plain("drain.seal", Measure.Seconds(client.Dispose), "s");
        Figure.AtMost("drain.sealed_bytes", (double)scratch.Bytes("*.sealed") / (Steps * keys.Length), "B/point", 6);
    }

    /// <summary>A clock that goes 300 us a step, with the jitter of a real loop.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private readonly Random _jitter = new(3);
        private long _microseconds;

        public void Advance(int step) => _microseconds = (step * 300L) + _jitter.Next(40);

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56).AddMicroseconds(_microseconds);
    }
}
