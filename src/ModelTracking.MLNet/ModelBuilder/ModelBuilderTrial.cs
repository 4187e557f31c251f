namespace ModelTracking.MLNet.ModelBuilder;

/// <summary>One trial of a Model Builder project.</summary>
internal sealed record ModelBuilderTrial(int Number, string Trainer, double? Score, double? Seconds);
