namespace ModelTracking.Analysis.Grouping;

/// <summary>
/// The rank test of Mann, Whitney and Wilcoxon: whether values of one sample tend to be greater than those of another. It asks for the
/// order of the values alone, so neither an outlier nor a crooked distribution misleads it. Equal values share the mean of their ranks.
/// </summary>
internal static class RankTest
{
    /// <summary>Up to so many values every way to deal out the ranks is counted; above, their sum is near enough to normal.</summary>
    private const int MostCounted = 50;

    /// <summary>How often chance alone deals out ranks at least as unequal (two-sided); NaN where a sample is empty.</summary>
    public static double PValue(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return double.NaN;
        }

        var ranks = DoubledRanks([.. first, .. second], out var ties);
        var sum = ranks.Take(first.Count).Sum();
        return ranks.Length <= MostCounted ? Counted(ranks, first.Count, sum) : Normal(ranks.Length, first.Count, sum, ties);
    }

    // Twice the rank of each value, which is whole where values are equal too; and what equal values take from the variance.
    private static int[] DoubledRanks(double[] values, out double ties)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort([.. values], order);
        var ranks = new int[values.Length];
        ties = 0;
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = from + to + 1;
            }

            double equal = to - from;
            ties += (equal * equal * equal) - equal;
            from = to;
        }

        return ranks;
    }

    private static double Counted(int[] ranks, int size, int sum)
    {
        // ways[k][s]: in how many ways k of the ranks seen so far have the sum s.
        var most = ranks.Sum();
        var ways = Enumerable.Range(0, size + 1).Select(_ => new double[most + 1]).ToArray();
        ways[0][0] = 1;
        foreach (var rank in ranks)
        {
            for (var k = size; k > 0; k--)
            {
                for (var s = most; s >= rank; s--)
                {
                    ways[k][s] += ways[k - 1][s - rank];
                }
            }
        }

        var middle = (double)most * size / ranks.Length;
        var far = Math.Abs(sum - middle) - 1e-9;
        var (all, asFar) = (0.0, 0.0);
        for (var s = 0; s <= most; s++)
        {
            all += ways[size][s];
            asFar += Math.Abs(s - middle) >= far ? ways[size][s] : 0;
        }

        return Math.Min(1, asFar / all);
    }

    private static double Normal(int all, int size, int doubledSum, double ties)
    {
        var others = all - size;
        var far = Math.Abs((doubledSum / 2.0) - (size * (all + 1) / 2.0));
        var variance = size * (double)others / 12 * (all + 1 - (ties / (all * (all - 1.0))));
        return variance == 0 ? 1 : Math.Min(1, 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Max(0, far - 0.5) / Math.Sqrt(variance)));
    }
}
