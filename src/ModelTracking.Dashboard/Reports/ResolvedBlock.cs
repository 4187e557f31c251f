using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Reports;

/// <summary>A live block with what it shows to somebody.</summary>
/// <param name="Block">The block.</param>
/// <param name="Data">What it shows.</param>
/// <param name="Runs">The runs in it; for a table, those that its rows lead to.</param>
internal sealed record ResolvedBlock(LiveBlock Block, SavedBlockDto Data, IReadOnlyList<RunSummary> Runs)
{
    /// <summary>The artifact that it shows.</summary>
    public ArtifactEntry? Artifact { get; init; }
}
