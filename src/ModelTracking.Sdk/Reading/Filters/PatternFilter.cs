namespace ModelTracking.Reading.Filters;

/// <summary>A value's text has a form.</summary>
/// <param name="Value">The value; a number is matched as its text.</param>
/// <param name="Kind">What the pattern is written in.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="IsNegated">True for <c>NOT LIKE</c> and its kin.</param>
public sealed record PatternFilter(RunValue Value, PatternKind Kind, string Pattern, bool IsNegated = false) : RunFilter;
