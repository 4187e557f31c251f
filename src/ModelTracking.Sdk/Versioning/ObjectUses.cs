using ModelTracking.Records;

namespace ModelTracking.Versioning;

/// <summary>Where an object, a commit or a run occurs.</summary>
/// <param name="Commits">Commits that contain it, with the repository's name.</param>
/// <param name="Runs">Runs that logged it or that those commits came from.</param>
/// <param name="Versions">Model versions made from those commits.</param>
public sealed record ObjectUses(IReadOnlyList<(string Repository, Commit Commit)> Commits, IReadOnlyList<RunId> Runs, IReadOnlyList<ModelVersion> Versions);
