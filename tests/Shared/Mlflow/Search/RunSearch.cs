using Mlflow.Stub.State;

namespace Mlflow.Stub.Search;

/// <summary>What the clauses of a run search look at.</summary>
internal static class RunSearch
{
    public static bool Matches(StubRun run, Comparison comparison) => comparison.Entity switch
    {
        "metric" => comparison.Holds(run.Metrics.TryGetValue(comparison.Key, out var metric) ? metric.Latest.Value : null),
        "parameter" => comparison.Holds(run.Params.GetValueOrDefault(comparison.Key)),
        "tag" => comparison.Holds(run.Tags.GetValueOrDefault(comparison.Key)),
        "dataset" => run.Datasets.Any(d => comparison.Holds(comparison.Key switch
        {
            "name" => d.Name,
            "digest" => d.Digest,
            "context" => d.Tags.GetValueOrDefault("mlflow.data.context"),
            _ => null,
        })),
        _ => Attribute(run, comparison.Key) is long number ? comparison.Holds((double)number) : comparison.Holds(Attribute(run, comparison.Key) as string),
    };

    public static object? Sorted(StubRun run, Ordering key) => key.Entity switch
    {
        "metric" => run.Metrics.TryGetValue(key.Key, out var metric) ? metric.Latest.Value : null,
        "parameter" => run.Params.GetValueOrDefault(key.Key),
        "tag" => run.Tags.GetValueOrDefault(key.Key),
        _ => Attribute(run, key.Key),
    };

    private static object? Attribute(StubRun run, string key) => key switch
    {
        "run_id" => run.Id,
        "run_name" or "run name" or "Run name" or "Run Name" => run.Name,
        "status" => run.Status,
        "user_id" => run.UserId,
        "artifact_uri" => run.ArtifactUri,
        "start_time" or "created" or "Created" => run.StartTime,
        "end_time" => run.EndTime,
        _ => null,
    };
}
