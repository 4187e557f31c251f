using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>A series in the tool's JSON.</summary>
internal sealed record MetricJson(
    string Key,
    string Context,
    long Count,
    long NanCount,
    double First,
    double Last,
    long? LastStep,
    DateTime LastTime,
    double Min,
    long? MinStep,
    double Max,
    long? MaxStep,
    double Mean,
    string Goal,
    double? Best,
    long? BestStep,
    string? Unit)
{
    public static MetricJson Of(MetricSummary m) => new(
        m.Key, m.Context.ToString(), m.Count, m.NanCount, m.First, m.Last, m.LastStep, m.LastTime.UtcDateTime, m.Min, m.MinStep,
        m.Max, m.MaxStep, m.Mean, m.Goal.ToString().ToLowerInvariant(), m.Best, m.BestStep, m.Unit);
}
