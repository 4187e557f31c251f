namespace ModelTracking.Checkpoints;

/// <summary>Where early stopping stood.</summary>
internal sealed record StoppingState(string Metric, double Best, int BestAt, int Seen);
