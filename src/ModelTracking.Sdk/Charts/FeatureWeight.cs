namespace ModelTracking.Charts;

/// <summary>How much one feature matters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its importance; may be negative.</param>
public sealed record FeatureWeight(string Name, double Value)
{
    /// <summary>Standard error of the value; null where it is not known.</summary>
    public double? Error { get; init; }
}
