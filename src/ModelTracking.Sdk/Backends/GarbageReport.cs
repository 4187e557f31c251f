using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>What a garbage collection removed, or would remove.</summary>
/// <param name="Runs">Deleted runs.</param>
/// <param name="Objects">Number of artifacts that no run refers to.</param>
/// <param name="Bytes">Bytes of those artifacts.</param>
public sealed record GarbageReport(IReadOnlyList<RunId> Runs, int Objects, long Bytes);
