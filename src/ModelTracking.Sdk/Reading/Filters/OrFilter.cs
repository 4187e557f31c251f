namespace ModelTracking.Reading.Filters;

/// <summary>At least one condition holds.</summary>
public sealed record OrFilter(RunFilter Left, RunFilter Right) : RunFilter;
