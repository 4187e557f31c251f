namespace ModelTracking.Reading.Filters;

/// <summary>A value lies in a range, both ends included.</summary>
/// <param name="Value">The value.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsNegated">True for <c>NOT BETWEEN</c>.</param>
public sealed record BetweenFilter(RunValue Value, RunValue Low, RunValue High, bool IsNegated = false) : RunFilter;
