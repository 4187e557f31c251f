namespace ModelTracking.Reading.Filters;

/// <summary>Which words of a query mean what. MLflow's names are all there.</summary>
internal static class FieldNames
{
    public static readonly IReadOnlyDictionary<string, FieldKind> Prefixes = new Dictionary<string, FieldKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["metrics"] = FieldKind.Metric,
        ["metric"] = FieldKind.Metric,
        ["params"] = FieldKind.Param,
        ["param"] = FieldKind.Param,
        ["parameters"] = FieldKind.Param,
        ["parameter"] = FieldKind.Param,
        ["tags"] = FieldKind.Tag,
        ["tag"] = FieldKind.Tag,
        ["attributes"] = FieldKind.Attribute,
        ["attribute"] = FieldKind.Attribute,
        ["attr"] = FieldKind.Attribute,
        ["run"] = FieldKind.Attribute,
        ["datasets"] = FieldKind.Dataset,
        ["dataset"] = FieldKind.Dataset,
        ["env"] = FieldKind.Environment,
        ["environment"] = FieldKind.Environment,
        ["git"] = FieldKind.Git,
        ["model"] = FieldKind.Model,
        ["artifacts"] = FieldKind.Artifact,
        ["artifact"] = FieldKind.Artifact,
    };

    public static readonly IReadOnlyDictionary<string, RunProperty> Attributes = new Dictionary<string, RunProperty>(StringComparer.OrdinalIgnoreCase)
    {
        ["run_id"] = RunProperty.Id,
        ["id"] = RunProperty.Id,
        ["run_name"] = RunProperty.Name,
        ["run name"] = RunProperty.Name,
        ["name"] = RunProperty.Name,
        ["experiment"] = RunProperty.Experiment,
        ["status"] = RunProperty.Status,
        ["start_time"] = RunProperty.StartTime,
        ["created"] = RunProperty.StartTime,
        ["end_time"] = RunProperty.EndTime,
        ["last_activity"] = RunProperty.LastActivity,
        ["duration"] = RunProperty.Duration,
        ["user_id"] = RunProperty.User,
        ["user"] = RunProperty.User,
        ["parent_id"] = RunProperty.ParentId,
        ["forked_from"] = RunProperty.ForkedFrom,
        ["description"] = RunProperty.Description,
        ["error"] = RunProperty.Error,
        ["artifact_uri"] = RunProperty.ArtifactUri,
    };

    public static readonly IReadOnlyDictionary<string, MetricAggregate> Aggregates = new Dictionary<string, MetricAggregate>(StringComparer.OrdinalIgnoreCase)
    {
        ["last"] = MetricAggregate.Last,
        ["min"] = MetricAggregate.Min,
        ["max"] = MetricAggregate.Max,
        ["first"] = MetricAggregate.First,
        ["avg"] = MetricAggregate.Avg,
        ["mean"] = MetricAggregate.Avg,
        ["best"] = MetricAggregate.Best,
        ["count"] = MetricAggregate.Count,
        ["last_step"] = MetricAggregate.LastStep,
        ["min_step"] = MetricAggregate.MinStep,
        ["max_step"] = MetricAggregate.MaxStep,
        ["best_step"] = MetricAggregate.BestStep,
    };

    public static readonly IReadOnlyList<string> Functions = [.. Aggregates.Keys, "at", "at_best"];

    public static readonly IReadOnlyList<string> DatasetKeys = ["name", "digest", "context"];

    /// <summary>How a kind's prefix is printed.</summary>
    public static string Of(FieldKind kind) => Prefixes.First(p => p.Value == kind).Key;

    /// <summary>How an attribute is printed.</summary>
    public static string Of(RunProperty attribute) => Attributes.First(a => a.Value == attribute).Key;

    /// <summary>How an aggregate is printed.</summary>
    public static string Of(MetricAggregate aggregate) => Aggregates.First(a => a.Value == aggregate).Key;
}
