using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>One difference between two commits.</summary>
/// <param name="Part">The part of the commit.</param>
/// <param name="Key">The element's key there.</param>
/// <param name="Before">The element on the first side; null where it has none.</param>
/// <param name="After">The element on the second side; null where it has none.</param>
public sealed record ElementChange(TreePart Part, string Key, TreeElement? Before, TreeElement? After)
{
    /// <summary>What became of the element.</summary>
    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;

    /// <summary>After minus before, where both are numbers.</summary>
    public double? Delta => Number(Before) is { } before && Number(After) is { } after ? after - before : null;

    /// <summary>True where a metric with a goal became better, false where it became worse; null where that cannot be said.</summary>
    public bool? IsBetter => (After as MetricElement)?.Goal is { } goal and not MetricGoal.None && Delta is { } delta and not 0 && !double.IsNaN(delta)
        ? goal == MetricGoal.Maximize ? delta > 0 : delta < 0
        : null;

    private static double? Number(TreeElement? element) => element switch
    {
        MetricElement metric => metric.Value,
        ValueElement value when value.Value.TryGetNumber(out var number) => number,
        _ => null,
    };
}
