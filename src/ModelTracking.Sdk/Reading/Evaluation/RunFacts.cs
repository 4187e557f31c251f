using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Reads a field out of a run's summary: the one place that knows where each fact stands.</summary>
internal static class RunFacts
{
    public static Cell Read(RunSummary run, RunValue field) => field switch
    {
        AttributeValue attribute => Attribute(run, attribute.Attribute),
        MetricValue metric => run.Metric(metric.Metric) is { } summary ? Metric(summary, metric.Aggregate) : default,
        FieldValue { Kind: FieldKind.Param } param => run.Param(param.Key) is { } value ? Cell.Of(value) : default,
        FieldValue { Kind: FieldKind.Tag } tag => Cell.Of(run.Tags.GetValueOrDefault(tag.Key)),
        FieldValue { Kind: FieldKind.Dataset } dataset => Dataset(run, dataset.Key),
        FieldValue fact => Fact(run, fact.Kind, fact.Key),
        _ => throw new InvalidOperationException($"{field.GetType().Name} is no field."),
    };

    public static Cell Attribute(RunSummary run, RunProperty attribute) => attribute switch
    {
        RunProperty.Id => Cell.Of(run.Id.ToString()),
        RunProperty.Name => Cell.Of(run.Name),
        RunProperty.Experiment => Cell.Of(run.Experiment),
        RunProperty.Status => Cell.Of(run.Status.ToString().ToUpperInvariant()),
        RunProperty.StartTime => Cell.Of((DateTimeOffset?)run.StartTime),
        RunProperty.EndTime => Cell.Of(run.EndTime),
        RunProperty.LastActivity => Cell.Of((DateTimeOffset?)run.LastActivity),
        RunProperty.Duration => Cell.Duration(run.Duration.TotalSeconds),
        RunProperty.User => Cell.Of(run.Tags.GetValueOrDefault("mlflow.user") ?? (run.Environments.Count > 0 ? run.Environments[0].User : null)),
        RunProperty.ParentId => Cell.Of(run.ParentId?.ToString()),
        RunProperty.ForkedFrom => Cell.Of(run.ForkedFrom?.ToString()),
        RunProperty.Description => Cell.Of(run.Description),
        RunProperty.Error => Cell.Of(run.Error),
        _ => Cell.Of($"runs/{run.Id}/artifacts"),
    };

    public static Cell Metric(MetricSummary metric, MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.Last => Cell.Of(metric.Last),
        MetricAggregate.Min => Cell.Of(metric.Min),
        MetricAggregate.Max => Cell.Of(metric.Max),
        MetricAggregate.First => Cell.Of(metric.First),
        MetricAggregate.Avg => Cell.Of(metric.Mean),
        MetricAggregate.Best => Cell.Of(metric.Best),
        MetricAggregate.Count => Cell.Of((double)metric.Count),
        MetricAggregate.LastStep => Cell.Of(metric.LastStep),
        MetricAggregate.MinStep => Cell.Of(metric.MinStep),
        MetricAggregate.MaxStep => Cell.Of(metric.MaxStep),
        _ => Cell.Of(metric.BestStep),
    };

    public static bool Has(RunSummary run, FieldKind kind, string key) => kind switch
    {
        FieldKind.Metric => run.Metrics.Any(m => m.Key == key),
        FieldKind.Param => run.Params.Any(p => p.Key == key),
        FieldKind.Tag => run.Tags.ContainsKey(key),
        FieldKind.Artifact => run.Artifacts.Any(a => a.Path == key),
        FieldKind.Dataset => Dataset(run, "name") is { IsMissing: false } names && names.Items.Contains(key),
        _ => false,
    };

    /// <summary>Facts about code, environment and model, by their keys: those that were captured, else what tags say.</summary>
    public static IEnumerable<(FieldKind Kind, string Key, Cell Cell)> Facts(RunSummary run) =>
        Captured(run).Concat(Tagged(run)).Where(f => !f.Cell.IsMissing).DistinctBy(f => (f.Kind, f.Key));

    /// <summary>A property of the run's datasets, one item for each that has it.</summary>
    public static Cell Dataset(RunSummary run, string key) => Cell.Of(run.Datasets
        .Select(d => key switch { "name" => d.Name, "digest" => d.Digest, _ => d.Context })
        .OfType<string>().ToArray());

    private static readonly (string Prefix, FieldKind Kind)[] Prefixes =
        [("mlflow.source.git.", FieldKind.Git), ("git.", FieldKind.Git), ("env.", FieldKind.Environment), ("model.", FieldKind.Model)];

    private static Cell Fact(RunSummary run, FieldKind kind, string key) =>
        Facts(run).FirstOrDefault(f => f.Kind == kind && f.Key == key).Cell;

    // A run of several processes is described by the first of them.
    private static IEnumerable<(FieldKind Kind, string Key, Cell Cell)> Captured(RunSummary run)
    {
        if (run.Code.Count > 0)
        {
            var code = run.Code[0];
            yield return (FieldKind.Git, "commit", Cell.Of(code.Commit));
            yield return (FieldKind.Git, "branch", Cell.Of(code.Branch));
            yield return (FieldKind.Git, "remote", Cell.Of(code.Remote));
            yield return (FieldKind.Git, "dirty", code.Commit is null ? default : Cell.Of(code.IsDirty));
        }

        if (run.Environments.Count > 0)
        {
            var machine = run.Environments[0];
            yield return (FieldKind.Environment, "host", Cell.Of(machine.Host));
            yield return (FieldKind.Environment, "user", Cell.Of(machine.User));
            yield return (FieldKind.Environment, "os", Cell.Of(machine.Os));
            yield return (FieldKind.Environment, "architecture", Cell.Of(machine.Architecture));
            yield return (FieldKind.Environment, "cpu", Cell.Of(machine.Cpu));
            yield return (FieldKind.Environment, "cores", Cell.Of((long)machine.Cores));
            yield return (FieldKind.Environment, "memory_bytes", Cell.Of(machine.MemoryBytes));
            yield return (FieldKind.Environment, "gpus", Cell.Of((long)machine.Gpus.Count));
            yield return (FieldKind.Environment, "gpu", Cell.Of(machine.Gpus.Count == 0 ? null : machine.Gpus[0].Name));
            yield return (FieldKind.Environment, "cuda", Cell.Of(machine.Cuda));
            yield return (FieldKind.Environment, "framework", Cell.Of(machine.Framework));
            yield return (FieldKind.Environment, "rid", Cell.Of(machine.Rid));
            yield return (FieldKind.Environment, "container", Cell.Of(machine.Container));
            yield return (FieldKind.Environment, "ci", Cell.Of(machine.Ci));
            yield return (FieldKind.Environment, "job", Cell.Of(machine.Job));
        }

        if (run.Models.Count > 0)
        {
            var model = run.Models[^1];
            yield return (FieldKind.Model, "name", Cell.Of(model.Name));
            yield return (FieldKind.Model, "flavor", Cell.Of(model.Flavor));
            yield return (FieldKind.Model, "path", Cell.Of(model.Path));
        }
    }

    private static IEnumerable<(FieldKind Kind, string Key, Cell Cell)> Tagged(RunSummary run)
    {
        foreach (var (tag, text) in run.Tags)
        {
            foreach (var (prefix, kind) in Prefixes)
            {
                if (tag.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return (kind, tag[prefix.Length..] is "repoURL" ? "remote" : tag[prefix.Length..], Cell.Of(text));
                }
            }
        }
    }
}
