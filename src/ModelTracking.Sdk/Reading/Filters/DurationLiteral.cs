namespace ModelTracking.Reading.Filters;

/// <summary>A length of time written in a query, such as <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c> or <c>2w</c>.</summary>
/// <param name="Seconds">The length in seconds.</param>
public sealed record DurationLiteral(double Seconds) : RunValue;
