using ModelTracking.Records;

namespace ModelTracking.Cli.Views;

/// <summary>A series in a few characters.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>One character a bucket; × where no point of it is a number.</summary>
    public static string Of(IReadOnlyList<MetricBucket> buckets)
    {
        var middles = buckets.Select(Middle).ToArray();
        var finite = middles.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            return new string('×', middles.Length);
        }

        var (min, max) = (finite.Min(), finite.Max());
        return string.Concat(middles.Select(m => !double.IsFinite(m) ? '×' : Blocks[Level(m, min, max)]));
    }

    // Halved before they are added: two great numbers must not become infinite.
    private static double Middle(MetricBucket bucket) => (bucket.Min / 2) + (bucket.Max / 2);

    private static int Level(double value, double min, double max)
    {
        var range = (max / 2) - (min / 2);
        return range <= 0 ? Blocks.Length / 2 : (int)Math.Round(((value / 2) - (min / 2)) / range * (Blocks.Length - 1));
    }
}
