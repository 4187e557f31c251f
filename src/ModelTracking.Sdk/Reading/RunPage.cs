using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>Some of a query's runs.</summary>
/// <param name="Runs">The runs, in order.</param>
/// <param name="Total">How many runs the whole query has at the moment.</param>
/// <param name="NextToken">Asks for the page after this one; null where there is none.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, int Total, string? NextToken);
