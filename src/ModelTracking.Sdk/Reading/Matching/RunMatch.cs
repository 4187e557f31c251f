using ModelTracking.Records;

namespace ModelTracking.Reading.Matching;

/// <summary>A run that is the training that a signature tells of, in each part that both tell.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsSameCode">Whether the code is known to be the same; null where one of the two does not tell.</param>
/// <param name="IsSameData">Whether the data is known to be the same; null where one of the two does not tell.</param>
public sealed record RunMatch(RunSummary Run, bool? IsSameCode, bool? IsSameData);
