namespace ModelTracking.Records;

/// <summary>What is known about a metric besides its points.</summary>
/// <param name="Key">The metric's key, valid for all its contexts.</param>
/// <param name="Goal">Which direction is better.</param>
public sealed record MetricDeclared(string Key, MetricGoal Goal) : TrackingRecord
{
    /// <summary>The unit of the values, for example <c>s</c> or <c>%</c>.</summary>
    public string? Unit { get; init; }
}
