using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>What an import has added.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsNew">False where it was there already.</param>
/// <param name="Points">Number of points that were not there yet.</param>
/// <param name="Values">Number of params, tags and artifacts that were not there yet, or were different.</param>
public sealed record ImportOutcome(RunId Run, bool IsNew, long Points, int Values);
