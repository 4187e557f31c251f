using System.Text.Json.Serialization;

namespace ModelTracking.Charts;

/// <summary>A line through points.</summary>
/// <param name="Shows">What it shows.</param>
/// <param name="X">Places along.</param>
/// <param name="Y">Values there, as many as <paramref name="X"/>.</param>
public sealed record Curve(CurveKind Shows, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Chart
{
    /// <summary>Its <c>type</c> in JSON.</summary>
    public const string Type = "curve";

    private const int MaxPoints = 1000;

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => Type;

    private protected override string? Damage() => X is null || Y is null ? "it has no points"
        : X.Count != Y.Count ? $"it has {X.Count} values of x and {Y.Count} of y"
        : null;

    /// <summary>What stands along x; null where <see cref="Shows"/> says it.</summary>
    public string? XName { get; init; }

    /// <summary>What stands along y; null where <see cref="Shows"/> says it.</summary>
    public string? YName { get; init; }

    /// <summary>The score at and above which an example counts as positive, for each point; null where there is none.</summary>
    public IReadOnlyList<double>? Thresholds { get; init; }

    /// <summary>Number of examples behind each point; null where it is not known.</summary>
    public IReadOnlyList<long>? Counts { get; init; }

    /// <summary>Area under the curve (ROC), or average precision; of all points, also where only some are kept.</summary>
    public double? Area { get; init; }

    /// <summary>The ROC curve of scores: from (0, 0) to (1, 1), with the area under it; at most 1,000 points are kept.</summary>
    /// <param name="scores">A score per example, greater for more likely positive; none may be NaN.</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or one of the classes has no example.</exception>
    public static Curve Roc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = ScoreSteps.Of(scores, isPositive, needsNegatives: true);
        var points = new List<(double X, double Y, double Threshold)> { (0, 0, double.PositiveInfinity) };
        var area = 0.0;
        foreach (var (threshold, hits, alarms) in steps.All)
        {
            var point = (X: (double)alarms / steps.Negatives, Y: (double)hits / steps.Positives, threshold);
            area += (point.X - points[^1].X) * (point.Y + points[^1].Y) / 2;
            points.Add(point);
        }

        return Thin(CurveKind.Roc, points, area);
    }

    /// <summary>The precision-recall curve of scores, with average precision as its area; at most 1,000 points are kept.</summary>
    /// <inheritdoc cref="Roc" />
    public static Curve PrecisionRecall(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var steps = ScoreSteps.Of(scores, isPositive, needsNegatives: false);
        var points = new List<(double X, double Y, double Threshold)>();
        var (area, recall) = (0.0, 0.0);
        foreach (var (threshold, hits, alarms) in steps.All)
        {
            var point = (X: (double)hits / steps.Positives, Y: (double)hits / (hits + alarms), threshold);
            area += (point.X - recall) * point.Y;
            recall = point.X;
            points.Add(point);
        }

        return Thin(CurveKind.PrecisionRecall, points, area);
    }

    /// <summary>The calibration curve of probabilities: mean probability and frequency of positives in bins of equal width; empty bins are left out.</summary>
    /// <param name="probabilities">A probability of being positive per example, from 0 to 1.</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <param name="bins">Number of bins.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a probability is none.</exception>
    public static Curve Calibration(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isPositive, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        ScoreSteps.SameLength(probabilities, isPositive);
        var (sums, positives, counts) = (new double[bins], new long[bins], new long[bins]);
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
            {
                throw new ArgumentException($"probability {i} is {probabilities[i]}, which is not within 0 and 1", nameof(probabilities));
            }

            var bin = Math.Min((int)(probabilities[i] * bins), bins - 1);
            sums[bin] += probabilities[i];
            counts[bin]++;
            positives[bin] += isPositive[i] ? 1 : 0;
        }

        var filled = Enumerable.Range(0, bins).Where(b => counts[b] > 0).ToArray();
        return new Curve(CurveKind.Calibration, [.. filled.Select(b => sums[b] / counts[b])], [.. filled.Select(b => (double)positives[b] / counts[b])])
        {
            Counts = [.. filled.Select(b => counts[b])],
        };
    }

    // A curve of a million thresholds looks the same with a thousand; the ends stay.
    private static Curve Thin(CurveKind shows, List<(double X, double Y, double Threshold)> points, double area)
    {
        var kept = points.Count <= MaxPoints ? points
            : [.. Enumerable.Range(0, MaxPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MaxPoints - 1))])];
        return new Curve(shows, [.. kept.Select(p => p.X)], [.. kept.Select(p => p.Y)])
        {
            Thresholds = [.. kept.Select(p => p.Threshold)],
            Area = area,
        };
    }
}
