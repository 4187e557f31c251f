namespace ModelTracking.Reading.Filters;

/// <summary>Two values stand in a relation. NaN satisfies only <c>!=</c>.</summary>
public sealed record CompareFilter(RunValue Left, CompareOperator Operator, RunValue Right) : RunFilter;
