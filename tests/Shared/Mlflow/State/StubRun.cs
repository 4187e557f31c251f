namespace Mlflow.Stub.State;

/// <summary>A run on the server.</summary>
public sealed class StubRun(StoreKind store)
{
    public required string Id { get; init; }

    public required string ExperimentId { get; init; }

    public required string Name { get; set; }

    public required string UserId { get; init; }

    public required string ArtifactUri { get; init; }

    /// <summary>RUNNING, SCHEDULED, FINISHED, FAILED or KILLED.</summary>
    public string Status { get; set; } = "RUNNING";

    public required long StartTime { get; init; }

    public long? EndTime { get; set; }

    public bool Deleted { get; set; }

    public OrderedDictionary<string, string> Params { get; } = [];

    public OrderedDictionary<string, string> Tags { get; } = [];

    public OrderedDictionary<string, MetricHistory> Metrics { get; } = [];

    public List<DatasetInput> Datasets { get; } = [];

    public List<string> ModelInputs { get; } = [];

    public List<(string Id, long Step)> ModelOutputs { get; } = [];

    /// <summary>The points of a metric in the order in which they came; none for an unknown one.</summary>
    public IReadOnlyList<MetricPoint> Points(string key) => Metrics.TryGetValue(key, out var history) ? history.Points : [];

    /// <summary>How many points came twice, over all metrics.</summary>
    public int DuplicatePoints => Metrics.Values.Sum(m => m.Duplicates);

    internal MetricHistory History(string key)
    {
        if (!Metrics.TryGetValue(key, out var history))
        {
            KeyFiles.Check(store, this, "metrics", Metrics.Keys, key);
            Metrics.Add(key, history = new MetricHistory(store));
        }

        return history;
    }
}
