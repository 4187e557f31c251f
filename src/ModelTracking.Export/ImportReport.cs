using ModelTracking.Backends;

namespace ModelTracking.Export;

/// <summary>What an import has done.</summary>
/// <param name="Rows">Number of rows that were read.</param>
/// <param name="Runs">What was added to each run.</param>
/// <param name="Problems">What could not be taken over, and why: one sentence each, at most 100.</param>
public sealed record ImportReport(long Rows, IReadOnlyList<ImportOutcome> Runs, IReadOnlyList<string> Problems);
