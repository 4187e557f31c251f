using ModelTracking.Backends;

namespace ModelTracking.Neptune;

/// <summary>What an import has done.</summary>
/// <param name="Runs">What was added to each run.</param>
/// <param name="Problems">What could not be taken over, and why: one sentence each.</param>
public sealed record NeptuneImportReport(IReadOnlyList<ImportOutcome> Runs, IReadOnlyList<string> Problems);
