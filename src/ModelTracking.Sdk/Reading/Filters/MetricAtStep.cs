using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary><c>at(metrics.loss, 100)</c>: the value at a step, the one logged last where there are several; missing where there is none.</summary>
public sealed record MetricAtStep(MetricKey Metric, long Step) : RunValue;
