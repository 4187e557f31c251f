using ModelTracking.Charts;
using Bins = ModelTracking.TensorBoard.Protocol.Histogram;

namespace ModelTracking.TensorBoard.Import;

/// <summary>Makes the run's own histograms of those in event files.</summary>
internal static class Histograms
{
    /// <summary>Of the message that TensorFlow 1, PyTorch and TorchSharp write: a limit is a bucket's upper bound; the lowest bucket begins at the least value.</summary>
    public static Histogram Of(Bins bins)
    {
        var mean = bins.Count > 0 ? bins.Sum / bins.Count : (double?)null;
        var deviation = mean is { } m ? Math.Sqrt(Math.Max(0, (bins.SumOfSquares / bins.Count) - (m * m))) : (double?)null;
        var first = bins.BucketLimit.FirstOrDefault();

        // TorchSharp writes one limit more than buckets: there the first is a lower bound.
        double[] edges = bins.BucketLimit.Count > bins.Bucket.Count ? [.. bins.BucketLimit] : [bins.Min < first ? bins.Min : Math.BitDecrement(first), .. bins.BucketLimit];
        return new Histogram(edges, Whole(bins.Bucket)) { Mean = mean, StandardDeviation = deviation };
    }

    /// <summary>Of the tensor that TensorFlow 2 writes: rows of left bound, right bound, count.</summary>
    public static Histogram Of(double[] rows)
    {
        var lefts = Enumerable.Range(0, rows.Length / 3).Select(i => rows[i * 3]).ToArray();
        var counts = Enumerable.Range(0, rows.Length / 3).Select(i => rows[(i * 3) + 2]);
        return new Histogram(rows.Length == 0 ? [0, 1] : [.. lefts, rows[^2]], rows.Length == 0 ? [0] : Whole(counts));
    }

    // They are counts, kept as doubles.
    private static long[] Whole(IEnumerable<double> counts) => [.. counts.Select(c => (long)Math.Round(c))];
}
