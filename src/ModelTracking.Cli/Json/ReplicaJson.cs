using ModelTracking.Replication;

namespace ModelTracking.Cli.Json;

/// <summary>How far a run is at a target, in the tool's JSON.</summary>
internal sealed record ReplicaJson(string RunId, string Target, string? RemoteId, long Sent, long Lag, int PendingArtifacts, long Quarantined, long Adjusted, string? LastError, DateTimeOffset? LastSent, bool Complete)
{
    public static ReplicaJson Of(ReplicaStatus s) => new(s.Run.ToString(), s.Target, s.RemoteId, s.Sent, s.Lag, s.PendingArtifacts, s.Quarantined, s.Adjusted, s.LastError, s.LastSent, s.IsComplete);
}
