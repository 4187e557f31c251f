using Mlflow.Stub.Wire;

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
            // To a store of files a key is a path.
            if (store == StoreKind.File && Metrics.Keys.FirstOrDefault(k => k.StartsWith(key + "/", StringComparison.Ordinal) || key.StartsWith(k + "/", StringComparison.Ordinal)) is { } other)
            {
                throw new ApiException(ErrorCode.InternalError, other.Length < key.Length ? $"[Errno 20] Not a directory: '/mlruns/{Id}/metrics/{key}'" : $"[Errno 21] Is a directory: '/mlruns/{Id}/metrics/{key}'");
            }

            Metrics.Add(key, history = new MetricHistory(store));
        }

        return history;
    }
}
