namespace Mlflow.Stub.State;

/// <summary>A model as an entity of its own (3.x).</summary>
public sealed class LoggedModel
{
    public required string Id { get; init; }

    public required string ExperimentId { get; init; }

    public required string Name { get; init; }

    public required string ArtifactUri { get; init; }

    public required long Created { get; init; }

    public required long Updated { get; set; }

    public string? ModelType { get; init; }

    public string? SourceRunId { get; init; }

    public string Status { get; set; } = "LOGGED_MODEL_PENDING";

    public OrderedDictionary<string, string> Params { get; } = [];

    public OrderedDictionary<string, string> Tags { get; } = [];

    public List<(string Key, MetricPoint Point, string RunId)> Metrics { get; } = [];

    /// <summary>Adds a point; one that is there already is not added again.</summary>
    public void Add(string key, MetricPoint point, string run)
    {
        if (!Metrics.Contains((key, point, run)))
        {
            Metrics.Add((key, point, run));
        }
    }
}
