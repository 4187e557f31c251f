namespace ModelTracking.Analysis.Importance;

/// <summary>Trees, each grown on runs drawn by chance and judged on those that were not drawn.</summary>
internal static class RandomForest
{
    private const int Trees = 100;

    /// <summary>How well the forest predicts runs that its trees have not seen, and what shuffling each feature costs it.</summary>
    /// <param name="features">What it predicts from.</param>
    /// <param name="target">What it predicts.</param>
    /// <param name="random">Chance.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static (double Explained, (double Mean, double Error)[] Importance) Judge(IReadOnlyList<Feature> features, double[] target, Random random, CancellationToken cancellationToken)
    {
        var n = target.Length;
        var variance = target.Select(v => (v - target.Average()) * (v - target.Average())).Average();
        var (sums, counts) = (new double[n], new int[n]);
        var costs = features.Select(_ => new List<double>(Trees)).ToArray();
        for (var t = 0; t < Trees; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var drawn = Enumerable.Range(0, n).Select(_ => random.Next(n)).ToArray();
            var unseen = Enumerable.Range(0, n).Except(drawn).ToArray();
            if (unseen.Length < 2)
            {
                continue;
            }

            var tree = new RegressionTree(features, target, drawn, random);
            var error = 0.0;
            foreach (var row in unseen)
            {
                var predicted = tree.Predict(row);
                sums[row] += predicted;
                counts[row]++;
                error += Square(predicted - target[row]);
            }

            for (var f = 0; f < features.Count; f++)
            {
                var shuffled = (int[])unseen.Clone();
                random.Shuffle(shuffled);
                var worse = unseen.Select((row, i) => Square(tree.Predict(row, f, shuffled[i]) - target[row])).Sum();
                costs[f].Add((worse - error) / unseen.Length / variance);
            }
        }

        var judged = Enumerable.Range(0, n).Where(i => counts[i] > 0).ToArray();
        var left = judged.Length == 0 ? double.NaN : judged.Average(i => Square((sums[i] / counts[i]) - target[i]));
        return (1 - (left / variance), [.. costs.Select(Describe)]);
    }

    private static (double, double) Describe(List<double> costs)
    {
        var mean = costs.Count == 0 ? 0 : costs.Average();
        return (mean, costs.Count < 2 ? double.NaN : Math.Sqrt(costs.Sum(c => Square(c - mean)) / (costs.Count - 1) / costs.Count));
    }

    private static double Square(double value) => value * value;
}
