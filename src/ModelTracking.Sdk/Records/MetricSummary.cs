using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>What is known of one series without reading its points.</summary>
public sealed record MetricSummary
{
    /// <summary>The metric's key.</summary>
    public required string Key { get; init; }

    /// <summary>What it was measured on.</summary>
    public MetricContext Context { get; init; }

    /// <summary>Number of points, NaN included.</summary>
    public long Count { get; init; }

    /// <summary>Number of points that are NaN.</summary>
    public long NanCount { get; init; }

    /// <summary>Value of the first point logged.</summary>
    public double First { get; init; }

    /// <summary>Value at the greatest step; among equal steps, and where there are no steps, the one logged last.</summary>
    public double Last { get; init; }

    /// <summary>Step of <see cref="Last"/>.</summary>
    public long? LastStep { get; init; }

    /// <summary>Time of <see cref="Last"/>.</summary>
    public DateTimeOffset LastTime { get; init; }

    /// <summary>Smallest value; NaN where every point is NaN.</summary>
    public double Min { get; init; }

    /// <summary>Step of <see cref="Min"/>, where it was reached first.</summary>
    public long? MinStep { get; init; }

    /// <summary>Greatest value; NaN where every point is NaN.</summary>
    public double Max { get; init; }

    /// <summary>Step of <see cref="Max"/>, where it was reached first.</summary>
    public long? MaxStep { get; init; }

    /// <summary>Mean of the values that are not NaN; NaN where there is none.</summary>
    public double Mean { get; init; }

    /// <summary>Which direction is better, as declared.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>The unit of the values, as declared.</summary>
    public string? Unit { get; init; }

    /// <summary>The series' name.</summary>
    [JsonIgnore]
    public MetricKey MetricKey => new(Key, Context);

    /// <summary>The best value by <see cref="Goal"/>; null where no goal was declared.</summary>
    [JsonIgnore]
    public double? Best => Goal switch { MetricGoal.Minimize => Min, MetricGoal.Maximize => Max, _ => null };

    /// <summary>Step of <see cref="Best"/>.</summary>
    [JsonIgnore]
    public long? BestStep => Goal switch { MetricGoal.Minimize => MinStep, MetricGoal.Maximize => MaxStep, _ => null };
}
