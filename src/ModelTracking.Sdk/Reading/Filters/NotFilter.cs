namespace ModelTracking.Reading.Filters;

/// <summary>The condition does not hold. Unknown stays unknown.</summary>
public sealed record NotFilter(RunFilter Inner) : RunFilter;
