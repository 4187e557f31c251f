using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>How far the sending of a run has come.</summary>
/// <param name="Run">The run.</param>
/// <param name="Target">The target's name.</param>
/// <param name="Records">Records and points that are there.</param>
/// <param name="TotalRecords">Records and points that the journal has.</param>
public sealed record ReplicationProgress(RunSummary Run, string Target, long Records, long TotalRecords)
{
    /// <summary>Bytes of artifacts sent in this pass.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of artifacts that are to be sent in this pass, as far as known.</summary>
    public long TotalBytes { get; init; }

    /// <summary>What is waited for; null where nothing is.</summary>
    public string? Waiting { get; init; }
}
