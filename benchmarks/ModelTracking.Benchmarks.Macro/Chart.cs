using ModelTracking.Records;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>How long it takes to get a chart of 2,000 pixels out of one series of ten million points.</summary>
internal static class Chart
{
    private const int Points = 10_000_000;
    private const int Pixels = 2000;

    public static int Run()
    {
        using var scratch = new Scratch();
        RunId id;
        using (var client = scratch.Open())
        {
            var curve = Scratch.LossCurve(1 << 20);
            using var run = client.StartRun("chart");
            id = run.Id;
            var loss = run.Metric("loss");
            for (var i = 0; i < Points; i++)
            {
                loss.Log(i == 7_654_321 ? 1e9 : curve[i % curve.Length], i);
            }
        }

        var reader = scratch.Store().Reader;
        IReadOnlyList<MetricBucket> buckets = [];
        var seconds = Measure.MedianSeconds(15, () => buckets = reader.ReadBucketsAsync(id, "loss", Pixels).GetAwaiter().GetResult());
        Figure.AtMost("chart.all", seconds * 1000, "ms", 10);
        Figure.AtLeast("chart.spike_kept", buckets.Max(b => b.Max), "value", 1e9);
        Figure.AtMost("chart.buckets", buckets.Count, "buckets", Pixels);
        var window = new StepRange(7_000_000, 7_999_999);
        Figure.AtMost("chart.window", Measure.MedianSeconds(15, () => reader.ReadBucketsAsync(id, "loss", Pixels, window).GetAwaiter().GetResult()) * 1000, "ms", 10);
        return Figure.ExitCode;
    }
}
