using ModelTracking.Records;

namespace ModelTracking.MLNet.Evaluation;

/// <summary>One figure of an evaluation.</summary>
/// <param name="Name">MLflow's name where it has one, without prefix.</param>
/// <param name="Value">The value, as ML.NET computed it.</param>
/// <param name="Goal">Which direction is better.</param>
internal readonly record struct MetricValue(string Name, double Value, MetricGoal Goal = MetricGoal.Maximize);
