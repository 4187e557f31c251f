using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>An artifact on its way to a target.</summary>
/// <param name="Path">Its path in the run, with forward slashes.</param>
/// <param name="Content">Hash, length and bytes, which can be opened any number of times.</param>
public sealed record ArtifactUpload(string Path, ArtifactContent Content)
{
    /// <summary>For example <c>application/json</c>.</summary>
    public string MediaType { get; init; } = "application/octet-stream";

    /// <summary>False where other bytes may stand under this path, so that a file of the same length proves nothing.</summary>
    public bool IsFirstOfPath { get; init; } = true;

    /// <summary>Told the bytes sent so far.</summary>
    public IProgress<long>? Progress { get; init; }
}
