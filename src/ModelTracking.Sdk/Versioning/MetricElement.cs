using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>A measured value.</summary>
/// <param name="Value">The value; two NaNs are equal.</param>
/// <param name="Goal">Which direction is better.</param>
public sealed record MetricElement(double Value, MetricGoal Goal = MetricGoal.None) : TreeElement
{
    /// <inheritdoc />
    public override string Describe() => Value.ToString("R", CultureInfo.InvariantCulture);
}
