namespace ModelTracking.MLflow.Replication;

/// <summary>A batch in MLflow's terms.</summary>
internal sealed class MappedBatch
{
    public List<MlflowMetric> Points { get; } = [];

    public List<(string Key, string Value)> Params { get; } = [];

    public List<(string Key, string Value)> Tags { get; } = [];

    public List<string> RemovedTags { get; } = [];

    public List<string> Adjustments { get; } = [];
}
