namespace ModelTracking.Records;

/// <summary>A range of steps, both ends included; null is open. Points without a step belong only to <see cref="All"/>.</summary>
/// <param name="From">First step, or null.</param>
/// <param name="To">Last step, or null.</param>
public readonly record struct StepRange(long? From, long? To)
{
    /// <summary>Every point.</summary>
    public static StepRange All => default;

    /// <summary>Whether the point lies in the range.</summary>
    public bool Contains(in MetricPoint point) => (From is null && To is null)
        || (point.RawStep != MetricPoint.NoStep && !(point.RawStep < From) && !(point.RawStep > To));
}
