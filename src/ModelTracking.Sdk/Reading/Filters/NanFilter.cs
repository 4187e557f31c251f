namespace ModelTracking.Reading.Filters;

/// <summary><c>IS NAN</c>: the value is a number that is none. Unknown where the run does not have the value.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsNegated">True for <c>IS NOT NAN</c>.</param>
public sealed record NanFilter(RunValue Value, bool IsNegated = false) : RunFilter;
