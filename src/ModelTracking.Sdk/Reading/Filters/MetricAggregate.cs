namespace ModelTracking.Reading.Filters;

/// <summary>Which of a metric's values is meant.</summary>
public enum MetricAggregate
{
    /// <summary>At the greatest step; the default, as in MLflow.</summary>
    Last,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The first logged.</summary>
    First,

    /// <summary>The mean of those that are not NaN.</summary>
    Avg,

    /// <summary>The best by the metric's declared goal; missing where none was declared.</summary>
    Best,

    /// <summary>Number of points.</summary>
    Count,

    /// <summary>Step of <see cref="Last"/>.</summary>
    LastStep,

    /// <summary>Step of <see cref="Min"/>.</summary>
    MinStep,

    /// <summary>Step of <see cref="Max"/>.</summary>
    MaxStep,

    /// <summary>Step of <see cref="Best"/>.</summary>
    BestStep,
}
