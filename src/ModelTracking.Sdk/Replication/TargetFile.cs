namespace ModelTracking.Replication;

/// <summary>Says which target a folder of cursors belongs to.</summary>
internal sealed record TargetFile(string Target);
