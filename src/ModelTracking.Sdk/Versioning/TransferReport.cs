namespace ModelTracking.Versioning;

/// <summary>What a push or pull did.</summary>
/// <param name="Copied">Objects that the other side did not have.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Moved">Branches and tags that are new or moved there.</param>
public sealed record TransferReport(int Copied, long Bytes, IReadOnlyList<Reference> Moved);
