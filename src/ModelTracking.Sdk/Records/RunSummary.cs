using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>All there is to know of a run but its points: what a list, a search and a detail page need.</summary>
public sealed record RunSummary
{
    /// <summary>The run's identity.</summary>
    public required RunId Id { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string Experiment { get; init; }

    /// <summary>Its readable name.</summary>
    public required string Name { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>The run it is nested in.</summary>
    public RunId? ParentId { get; init; }

    /// <summary>The run it was forked from.</summary>
    public RunId? ForkedFrom { get; init; }

    /// <summary>The last step taken over from <see cref="ForkedFrom"/>.</summary>
    public long? ForkStep { get; init; }

    /// <summary>Where it stands. <see cref="RunStatus.Crashed"/> is concluded by the reader.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended (UTC); null while it runs, and for a crashed run.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Time of its last record (UTC).</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>The exception's type and message, for a failed run.</summary>
    public string? Error { get; init; }

    /// <summary>The exception with its stack trace, for a failed run.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>Parameters in the order they were logged.</summary>
    public IReadOnlyList<ParamEntry> Params { get; init; } = [];

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>One summary per series, ordered by key and context.</summary>
    public IReadOnlyList<MetricSummary> Metrics { get; init; } = [];

    /// <summary>Artifacts by path; the last one stored under each path.</summary>
    public IReadOnlyList<ArtifactEntry> Artifacts { get; init; } = [];

    /// <summary>The first events (at most <see cref="MaxEvents"/>); all of them stand in the records.</summary>
    public IReadOnlyList<EventLogged> Events { get; init; } = [];

    /// <summary>What was captured without a word of the program; null where nothing was.</summary>
    public CapturedSummary? Captured { get; init; }

    /// <summary>On what it ran: one entry per process that said so, oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<EnvironmentCaptured> Environments => Captured?.Environments ?? [];

    /// <summary>From which code it ran: one entry per process that said so, oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<CodeCaptured> Code => Captured?.Code ?? [];

    /// <summary>The data it used, in the order it was logged; the last one of each name and context.</summary>
    [JsonIgnore]
    public IReadOnlyList<DatasetLogged> Datasets => Captured?.Datasets ?? [];

    /// <summary>The models it made, in the order they were logged; the last one of each name and step.</summary>
    [JsonIgnore]
    public IReadOnlyList<ModelLogged> Models => Captured?.Models ?? [];

    /// <summary>What it printed, in short; null where nothing was kept.</summary>
    [JsonIgnore]
    public ConsoleSummary? Console => Captured?.Console;

    /// <summary>What it used: one entry per process that ended.</summary>
    [JsonIgnore]
    public IReadOnlyList<ResourcesUsed> Resources => Captured?.Resources ?? [];

    /// <summary>How far each writer of the run has come.</summary>
    public IReadOnlyList<WriterPosition> Positions { get; init; } = [];

    /// <summary>Number of events that a summary keeps.</summary>
    public const int MaxEvents = 200;

    /// <summary>How long it ran: to its end, or to its last record.</summary>
    [JsonIgnore]
    public TimeSpan Duration => (EndTime ?? LastActivity) - StartTime;

    /// <summary>The parameter with this key, if there is one.</summary>
    public ParamValue? Param(string key) => Params.FirstOrDefault(p => p.Key == key)?.Value;

    /// <summary>The summary of this series, if there is one.</summary>
    public MetricSummary? Metric(MetricKey key) => Metrics.FirstOrDefault(m => m.MetricKey == key);
}
