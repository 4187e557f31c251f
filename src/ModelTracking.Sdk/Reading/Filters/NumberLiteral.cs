namespace ModelTracking.Reading.Filters;

/// <summary>A number written in a query.</summary>
public sealed record NumberLiteral(double Value) : RunValue;
