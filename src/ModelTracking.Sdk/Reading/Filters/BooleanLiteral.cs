namespace ModelTracking.Reading.Filters;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BooleanLiteral(bool Value) : RunValue;
