namespace ModelTracking.Analysis.Grouping;

/// <summary>How runs are grouped.</summary>
public sealed class GroupOptions
{
    /// <summary>
    /// The values to describe, in the query language, for example <c>metrics.accuracy, min(metrics.loss)</c>. Default: the metrics that most
    /// runs have, the best value where a goal is declared, else the last.
    /// </summary>
    public string? Values { get; set; }

    /// <summary>Name of the group that the others are compared with. Default: the group with the most runs, among equals the first by name.</summary>
    public string? Baseline { get; set; }

    /// <summary>Of all intervals, between 0 and 1. Default: 0.95.</summary>
    public double Confidence { get; set; } = 0.95;
}
