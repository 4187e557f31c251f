namespace ModelTracking.Reading.Filters;

/// <summary>The negative of a value.</summary>
public sealed record NegateValue(RunValue Inner) : RunValue;
