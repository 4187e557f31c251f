namespace ModelTracking.Reading.Filters;

/// <summary>Both conditions hold.</summary>
public sealed record AndFilter(RunFilter Left, RunFilter Right) : RunFilter;
