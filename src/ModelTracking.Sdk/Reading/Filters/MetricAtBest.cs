using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary><c>at_best(metrics.recall, metrics.val_f1)</c>: a metric's value at the step at which another, whose goal was declared, was best.</summary>
public sealed record MetricAtBest(MetricKey Metric, MetricKey Other) : RunValue;
