using ModelTracking.Records;

namespace ModelTracking.Backends;

/// <summary>A run from elsewhere, with times of its own, for <see cref="RunImporter"/>. Not thread-safe.</summary>
/// <param name="id">Its identity here; see <see cref="RunImporter.IdOf"/>.</param>
/// <param name="experiment">Its experiment.</param>
/// <param name="name">Its name.</param>
public sealed class ImportedRun(RunId id, string experiment, string name)
{
    /// <summary>Its identity here.</summary>
    public RunId Id { get; } = id;

    /// <summary>Its experiment.</summary>
    public string Experiment { get; set; } = experiment;

    /// <summary>Its name.</summary>
    public string Name { get; set; } = name;

    /// <summary>Free text about it, in Markdown.</summary>
    public string? Description { get; set; }

    /// <summary>The run it is nested in.</summary>
    public RunId? ParentId { get; set; }

    /// <summary>The run it was forked from.</summary>
    public RunId? ForkedFrom { get; set; }

    /// <summary>The last step taken over from <see cref="ForkedFrom"/>.</summary>
    public long? ForkStep { get; set; }

    /// <summary>How it ended. Default: finished.</summary>
    public RunStatus Status { get; set; } = RunStatus.Finished;

    /// <summary>What ended it, for a failed run.</summary>
    public string? Error { get; set; }

    /// <summary>When it began; null where nobody knows: then the time of its first point, else that of the import.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>When it ended; null where nobody knows: then the time of its last point.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Parameters.</summary>
    public IDictionary<string, ParamValue> Params { get; } = new Dictionary<string, ParamValue>(StringComparer.Ordinal);

    /// <summary>Tags.</summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Files, by their path in the run; each is opened twice while it is written, as a stream that knows its length.</summary>
    public IDictionary<string, Func<Stream>> Artifacts { get; } = new Dictionary<string, Func<Stream>>(StringComparer.Ordinal);

    /// <summary>Anything else, for example datasets and events; written the first time only.</summary>
    public IList<TrackingRecord> Others { get; } = [];

    internal Dictionary<MetricKey, List<MetricPoint>> Points { get; } = [];

    internal Dictionary<MetricKey, MetricPoint> LastValues { get; } = [];

    /// <summary>Adds a value of which only the last is known: it is written where the run has no other points of the metric.</summary>
    public void AddLast(MetricKey metric, MetricPoint point) => LastValues[metric] = point;

    /// <summary>Adds a point of a metric.</summary>
    public void Add(MetricKey metric, MetricPoint point)
    {
        if (!Points.TryGetValue(metric, out var points))
        {
            Points[metric] = points = [];
        }

        points.Add(point);
    }
}
