namespace ModelTracking.Reading.Filters;

/// <summary><c>now</c>: the moment at which the query is asked.</summary>
public sealed record NowValue : RunValue;
