namespace ModelTracking.Reading.Filters;

/// <summary><c>IS NULL</c>: the run does not have the value. Always true or false, never unknown.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsNegated">True for <c>IS NOT NULL</c>.</param>
public sealed record MissingFilter(RunValue Value, bool IsNegated = false) : RunFilter;
