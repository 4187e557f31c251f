namespace ModelTracking.Records;

/// <summary>Which direction of a metric is better; decides what <c>best</c> means.</summary>
public enum MetricGoal
{
    /// <summary>Not declared: the metric has no best value.</summary>
    None,

    /// <summary>Smaller is better (a loss).</summary>
    Minimize,

    /// <summary>Larger is better (an accuracy).</summary>
    Maximize,
}
