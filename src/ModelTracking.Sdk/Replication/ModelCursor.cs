namespace ModelTracking.Replication;

/// <summary>How far each model's history is at a target: entries of the log, by the model's name.</summary>
internal sealed record ModelCursor(Dictionary<string, int> Models);
