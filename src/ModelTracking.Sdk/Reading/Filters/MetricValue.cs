using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary>One of a metric's values.</summary>
/// <param name="Metric">The series.</param>
/// <param name="Aggregate">Which value.</param>
public sealed record MetricValue(MetricKey Metric, MetricAggregate Aggregate = MetricAggregate.Last) : RunValue
{
    /// <summary>The smallest.</summary>
    public MetricValue Min => this with { Aggregate = MetricAggregate.Min };

    /// <summary>The greatest.</summary>
    public MetricValue Max => this with { Aggregate = MetricAggregate.Max };

    /// <summary>The first logged.</summary>
    public MetricValue First => this with { Aggregate = MetricAggregate.First };

    /// <summary>At the greatest step; the default.</summary>
    public MetricValue Last => this with { Aggregate = MetricAggregate.Last };

    /// <summary>The mean of those that are not NaN.</summary>
    public MetricValue Avg => this with { Aggregate = MetricAggregate.Avg };

    /// <summary>The best by the metric's declared goal; missing where none was declared.</summary>
    public MetricValue Best => this with { Aggregate = MetricAggregate.Best };

    /// <summary>Number of points.</summary>
    public MetricValue Count => this with { Aggregate = MetricAggregate.Count };

    /// <summary>The same metric in a context, for example <c>"train"</c>.</summary>
    public MetricValue In(MetricContext context) => this with { Metric = Metric with { Context = context } };

    /// <summary>The value at a step; missing where there is none. Reads points, so it is asked last.</summary>
    public RunValue At(long step) => new MetricAtStep(Metric, step);

    /// <summary>The value at the step at which another metric was best. Reads points, so it is asked last.</summary>
    public RunValue AtBest(MetricKey other) => new MetricAtBest(Metric, other);
}
