namespace ModelTracking.Reading.Filters;

/// <summary>A computed value; missing where an operand is missing or is no number.</summary>
public sealed record ArithmeticValue(RunValue Left, ArithmeticOperator Operator, RunValue Right) : RunValue;
