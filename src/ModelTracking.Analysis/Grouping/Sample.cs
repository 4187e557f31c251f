using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ModelTracking.Analysis.Grouping;

/// <summary>
/// What is known of one value over several runs. NaN is left out and counted. Deviation and confidence interval need two
/// values and are NaN where there are fewer.
/// </summary>
public sealed record Sample
{
    private Sample(double[] values, int nanCount, double confidence)
    {
        Values = values;
        NanCount = nanCount;
        Mean = values.Length > 0 ? values.Mean() : double.NaN;
        Median = values.Length > 0 ? values.Median() : double.NaN;
        Deviation = values.Length > 1 ? values.StandardDeviation() : double.NaN;
        Min = values.Length > 0 ? values.Min() : double.NaN;
        Max = values.Length > 0 ? values.Max() : double.NaN;
        var half = values.Length > 1 ? StudentT.InvCDF(0, 1, values.Length - 1, 0.5 + (confidence / 2)) * Deviation / Math.Sqrt(values.Length) : double.NaN;
        Low = Mean - half;
        High = Mean + half;
    }

    /// <summary>The values, without NaN.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Number of values.</summary>
    public int Count => Values.Count;

    /// <summary>How many runs had NaN.</summary>
    public int NanCount { get; }

    /// <summary>The arithmetic mean.</summary>
    public double Mean { get; }

    /// <summary>The middle value.</summary>
    public double Median { get; }

    /// <summary>The standard deviation of the sample, with <c>n - 1</c>.</summary>
    public double Deviation { get; }

    /// <summary>The smallest.</summary>
    public double Min { get; }

    /// <summary>The greatest.</summary>
    public double Max { get; }

    /// <summary>Lower end of the mean's confidence interval by Student's t.</summary>
    public double Low { get; }

    /// <summary>Upper end of the mean's confidence interval.</summary>
    public double High { get; }

    /// <summary>Describes values.</summary>
    /// <param name="values">One value a run.</param>
    /// <param name="confidence">Of the interval, between 0 and 1. Default: 0.95.</param>
    public static Sample Of(IEnumerable<double> values, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        var all = values.ToArray();
        return new Sample([.. all.Where(v => !double.IsNaN(v))], all.Count(double.IsNaN), confidence);
    }
}
