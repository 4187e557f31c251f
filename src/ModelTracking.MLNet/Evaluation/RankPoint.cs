namespace ModelTracking.MLNet.Evaluation;

/// <summary>A point of a curve.</summary>
/// <param name="X">False positive rate, or recall.</param>
/// <param name="Y">True positive rate, or precision.</param>
/// <param name="Threshold">The least score that counts as positive here.</param>
internal readonly record struct RankPoint(double X, double Y, double Threshold);
