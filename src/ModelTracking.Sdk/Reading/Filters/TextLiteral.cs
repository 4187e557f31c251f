namespace ModelTracking.Reading.Filters;

/// <summary>A text written in a query; where it is compared with a time, a date in ISO 8601 (UTC unless it names an offset).</summary>
public sealed record TextLiteral(string Value) : RunValue;
