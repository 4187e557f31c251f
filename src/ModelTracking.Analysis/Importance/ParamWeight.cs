namespace ModelTracking.Analysis.Importance;

/// <summary>What one param has to do with a value.</summary>
/// <param name="Param">The param's key.</param>
/// <param name="Importance">
/// How much the forest's error grows where the param's values are shuffled among the runs, as a part of the value's
/// variance: 0 for a param that says nothing. Around 0 it may be negative by chance.
/// </param>
/// <param name="Error">Its standard error over the trees.</param>
/// <param name="Correlation">Spearman's rank correlation with the value, from -1 to 1; null where the param is no number, or too few runs have it.</param>
/// <param name="Values">How many different values the runs have.</param>
public sealed record ParamWeight(string Param, double Importance, double Error, double? Correlation, int Values);
