using ModelTracking.Records;

namespace ModelTracking.Capture.Git;

/// <summary>A repository's state, and the patches that belong to it.</summary>
/// <param name="Code">The state; the patches' paths stand in it.</param>
/// <param name="Patches">Path within the run, and bytes.</param>
internal sealed record GitState(CodeCaptured Code, IReadOnlyList<(string Path, byte[] Bytes)> Patches);
