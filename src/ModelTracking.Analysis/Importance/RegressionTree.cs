namespace ModelTracking.Analysis.Importance;

/// <summary>A tree that predicts a number, grown to small leaves. Each split looks at some of the features, chosen by chance, and takes the one that leaves the least squared error.</summary>
internal sealed class RegressionTree
{
    private const int MaxDepth = 16;
    private const int LeastOfLeaf = 2;
    private readonly IReadOnlyList<Feature> _features;
    private readonly double[] _target;
    private readonly Random _random;
    private readonly Node _root;

    public RegressionTree(IReadOnlyList<Feature> features, double[] target, int[] rows, Random random)
    {
        _features = features;
        _target = target;
        _random = random;
        _root = Grow(rows, 0);
    }

    /// <summary>Predicts a row; <paramref name="from"/> is the row that the feature <paramref name="shuffled"/> is taken from, all others are of the row itself.</summary>
    public double Predict(int row, int shuffled = -1, int from = 0)
    {
        var node = _root;
        while (node.Left is not null)
        {
            node = node.GoesLeft(_features[node.Feature].Values[node.Feature == shuffled ? from : row]) ? node.Left : node.Right!;
        }

        return node.Mean;
    }

    private Node Grow(int[] rows, int depth)
    {
        var node = new Node { Mean = rows.Average(r => _target[r]) };
        if (depth == MaxDepth || rows.Length < 2 * LeastOfLeaf || rows.All(r => _target[r].Equals(_target[rows[0]])))
        {
            return node;
        }

        var best = default(Split?);
        var order = Enumerable.Range(0, _features.Count).ToArray();
        _random.Shuffle(order);
        var looked = 0;
        foreach (var feature in order)
        {
            // A third of the features at each split; more only where those of the third cannot split at all.
            if (looked++ >= Math.Max(1, (_features.Count + 2) / 3) && best is not null)
            {
                break;
            }

            if (Best(rows, feature) is { } split && (best is null || split.Gain > best.Value.Gain))
            {
                best = split;
            }
        }

        if (best is not { } taken)
        {
            return node;
        }

        node.Feature = taken.Feature;
        node.Goes = taken.Left;
        node.Threshold = taken.Threshold;
        node.Left = Grow([.. rows.Where(r => node.GoesLeft(_features[taken.Feature].Values[r]))], depth + 1);
        node.Right = Grow([.. rows.Where(r => !node.GoesLeft(_features[taken.Feature].Values[r]))], depth + 1);
        return node;
    }

    // Values in their order; texts, and the run that lacks the param, in the order of their mean: for squared error the best split is then among those between neighbours.
    private Split? Best(int[] rows, int feature)
    {
        var values = _features[feature].Values;
        var isOrdered = _features[feature].IsOrdered && !rows.Any(r => double.IsNaN(values[r]));
        var groups = rows.GroupBy(r => values[r]).Select(g => (Value: g.Key, Count: g.Count(), Sum: g.Sum(r => _target[r]))).ToArray();
        if (groups.Length < 2)
        {
            return null;
        }

        Array.Sort(groups, (a, b) => isOrdered ? a.Value.CompareTo(b.Value) : (a.Sum / a.Count).CompareTo(b.Sum / b.Count));
        var (count, sum) = (rows.Length, groups.Sum(g => g.Sum));
        var (left, leftSum) = (0, 0.0);
        var (gain, at) = (0.0, -1);
        for (var i = 0; i < groups.Length - 1; i++)
        {
            left += groups[i].Count;
            leftSum += groups[i].Sum;
            var more = (leftSum * leftSum / left) + ((sum - leftSum) * (sum - leftSum) / (count - left)) - (sum * sum / count);
            if (left >= LeastOfLeaf && count - left >= LeastOfLeaf && more > gain)
            {
                (gain, at) = (more, i);
            }
        }

        return at < 0 ? null : new Split(feature, gain, isOrdered ? (groups[at].Value + groups[at + 1].Value) / 2 : double.NaN, isOrdered ? null : [.. groups.Take(at + 1).Select(g => g.Value)]);
    }

    private readonly record struct Split(int Feature, double Gain, double Threshold, HashSet<double>? Left);

    private sealed class Node
    {
        public double Mean { get; init; }

        public int Feature { get; set; }

        public double Threshold { get; set; }

        public HashSet<double>? Goes { get; set; }

        public Node? Left { get; set; }

        public Node? Right { get; set; }

        public bool GoesLeft(double value) => Goes?.Contains(value) ?? value <= Threshold;
    }
}
