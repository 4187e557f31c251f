using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>One fact about all runs of a comparison.</summary>
/// <param name="Name">What it is: a key, a path.</param>
/// <param name="Values">One value for each run, in the order of the runs.</param>
public sealed record ComparisonRow(string Name, IReadOnlyList<ComparedValue> Values)
{
    /// <summary>Which direction of a metric is better.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>The series that a metric's row is about; null for all other rows.</summary>
    public MetricKey? Metric { get; init; }

    /// <summary>Whether any two runs have different values, one of them none included.</summary>
    public bool Differs => Values.Any(v => !Equals(v.Value, Values[0].Value));
}
