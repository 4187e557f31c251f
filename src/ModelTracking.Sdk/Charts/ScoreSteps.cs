namespace ModelTracking.Charts;

/// <summary>What a classifier gets right and wrong as the threshold goes down, one step per distinct score.</summary>
internal sealed record ScoreSteps(long Positives, long Negatives, IReadOnlyList<(double Threshold, long Hits, long Alarms)> All)
{
    public static ScoreSteps Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, bool needsNegatives)
    {
        SameLength(scores, isPositive);
        var order = scores.ToArray();
        var labels = isPositive.ToArray();
        if (Array.FindIndex(order, double.IsNaN) is >= 0 and var nan)
        {
            throw new ArgumentException($"score {nan} is NaN", nameof(scores));
        }

        Array.Sort(order, labels);
        var steps = new List<(double, long, long)>();
        var (hits, alarms) = (0L, 0L);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            hits += labels[i] ? 1 : 0;
            alarms += labels[i] ? 0 : 1;
            if (i == 0 || order[i - 1] != order[i])
            {
                steps.Add((order[i], hits, alarms));
            }
        }

        return hits > 0 && (alarms > 0 || !needsNegatives) ? new ScoreSteps(hits, alarms, steps)
            : throw new ArgumentException($"there are {hits} positive and {alarms} negative examples; the curve needs both", nameof(isPositive));
    }

    public static void SameLength(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"there are {scores.Length} scores and {isPositive.Length} labels", nameof(isPositive));
        }
    }
}
