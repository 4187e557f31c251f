namespace ModelTracking.Replication;

/// <summary>An artifact whose record was read and whose bytes are not at the target yet.</summary>
internal sealed record PendingArtifact(string Path, string Hash, long Length, string MediaType)
{
    /// <summary>False once other bytes may have been sent under this path.</summary>
    public bool IsFirst { get; init; } = true;
}
