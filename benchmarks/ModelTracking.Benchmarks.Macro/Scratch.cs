using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>A store that is gone afterwards, and runs to fill it with.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "modeltracking-benchmark", Guid.NewGuid().ToString("N"));

    public TrackingClient Open() => TrackingClient.Open(new TrackingOptions { Store = Folder, FlushOnExit = false });

    public FileStore Store() => FileStore.Open(Folder);

    /// <summary>A loss as training gives it: falling, with noise, computed in single precision.</summary>
    public static float[] LossCurve(int points, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[points];
        for (var i = 0; i < points; i++)
        {
            values[i] = (float)((2.3 / (1 + (i * 0.001))) + 0.05 + (0.1 * (random.NextDouble() - 0.5)));
        }

        return values;
    }

    /// <summary>Logs points of 16 series as fast as they are taken, ends the run, and says how long it took to be on disk.</summary>
    public static (RunId Id, double Seconds) Fill(TrackingClient client, int points, float[] curve)
    {
        const int Series = 16;
        var run = client.StartRun("fill", new RunOptions { Name = "fill" });
        var series = Enumerable.Range(0, Series).Select(i => run.Metric($"metric/{i}")).ToArray();
        var seconds = Measure.Seconds(() =>
        {
            for (var i = 0; i < points; i++)
            {
                series[i % Series].Log(curve[i % curve.Length], i / Series);
            }

            run.FlushAsync().GetAwaiter().GetResult();
        });
        run.FinishAsync().GetAwaiter().GetResult();
        return (run.Id, seconds);
    }

    public long Bytes(string pattern) =>
        new DirectoryInfo(Folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(f => f.Length);

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
