using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Analysis.Grouping;

/// <summary>
/// A metric of a group over its steps: mean and confidence band. Runs need not have logged the same steps: between two steps of its
/// own a run counts with the value on the line between them, before its first and after its last step it does not count at all, so that
/// a run that was cut short bends neither mean nor band. Beside NaN it does not count either.
/// </summary>
/// <param name="Metric">The series.</param>
/// <param name="Points">The curve, by step.</param>
public sealed record GroupCurve(MetricKey Metric, IReadOnlyList<GroupCurvePoint> Points)
{
    private const int Buckets = 2000;

    /// <summary>Reads the curve of some runs.</summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="runs">The runs of the group.</param>
    /// <param name="metric">The series.</param>
    /// <param name="maxPoints">How many steps at most. Default: 200.</param>
    /// <param name="confidence">Of the band. Default: 0.95.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<GroupCurve> ReadAsync(IRunReader reader, IReadOnlyList<RunId> runs, MetricKey metric, int maxPoints = 200, double confidence = 0.95, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPoints, 2);
        var lines = new List<(double Step, double Value)[]>(runs.Count);
        foreach (var run in runs)
        {
            var buckets = await reader.ReadBucketsAsync(run, metric, Buckets, cancellationToken: cancellationToken).ConfigureAwait(false);
            lines.Add([.. buckets.Where(b => b.End.Step is not null).Select(b => ((double)b.End.RawStep, b.End.Value)).DistinctBy(p => p.Item1)]);
        }

        return new GroupCurve(metric, Of(lines, maxPoints, confidence));
    }

    /// <summary>The curve of lines that were read already, each by ascending step.</summary>
    public static IReadOnlyList<GroupCurvePoint> Of(IReadOnlyList<IReadOnlyList<(double Step, double Value)>> lines, int maxPoints = 200, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var steps = lines.SelectMany(l => l.Select(p => p.Step)).Distinct().Order().ToArray();
        var points = new List<GroupCurvePoint>();
        foreach (var step in Thin(steps, maxPoints))
        {
            var sample = Sample.Of(lines.Select(l => At(l, step)).OfType<double>().Where(v => !double.IsNaN(v)), confidence);
            if (sample.Count > 0)
            {
                points.Add(new GroupCurvePoint(step, sample.Count, sample.Mean, sample.Low, sample.High, sample.Min, sample.Max) { Median = sample.Median, Deviation = sample.Deviation });
            }
        }

        return points;
    }

    // First and last step are always among them.
    private static IEnumerable<double> Thin(double[] steps, int maxPoints) => steps.Length <= maxPoints
        ? steps
        : Enumerable.Range(0, maxPoints).Select(i => steps[(int)((long)i * (steps.Length - 1) / (maxPoints - 1))]);

    private static double? At(IReadOnlyList<(double Step, double Value)> line, double step)
    {
        var (low, high) = (0, line.Count - 1);
        if (line.Count == 0 || step < line[0].Step || step > line[high].Step)
        {
            return null;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = line[middle].Step < step ? (middle + 1, high) : (low, middle);
        }

        if (line[low].Step == step)
        {
            return line[low].Value;
        }

        var (before, after) = (line[low - 1], line[low]);
        return before.Value + ((after.Value - before.Value) * (step - before.Step) / (after.Step - before.Step));
    }
}
