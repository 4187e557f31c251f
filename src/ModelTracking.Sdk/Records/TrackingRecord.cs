using System.Text.Json.Serialization;

namespace ModelTracking.Records;

/// <summary>
/// An immutable, numbered fact about a run: the only thing that flows from training code to a backend.
/// Numbers are given once, in the order of the journal; (run, writer, sequence) names a record for ever.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(RunResumed), "run-resumed")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(RunRenamed), "run-renamed")]
[JsonDerivedType(typeof(RunEdited), "run-edited")]
[JsonDerivedType(typeof(ParamLogged), "param")]
[JsonDerivedType(typeof(TagSet), "tag")]
[JsonDerivedType(typeof(MetricDeclared), "metric-declared")]
[JsonDerivedType(typeof(ArtifactLogged), "artifact")]
[JsonDerivedType(typeof(EventLogged), "event")]
[JsonDerivedType(typeof(EnvironmentCaptured), "environment")]
[JsonDerivedType(typeof(CodeCaptured), "code")]
[JsonDerivedType(typeof(DatasetLogged), "dataset")]
[JsonDerivedType(typeof(ModelLogged), "model")]
[JsonDerivedType(typeof(ConsoleLogged), "console")]
[JsonDerivedType(typeof(ResourcesUsed), "resources")]
public abstract record TrackingRecord
{
    /// <summary>Number of this record within its run and writer, from 1. Zero until the delivery loop has given it one.</summary>
    [JsonPropertyName("seq")]
    [JsonPropertyOrder(-2)]
    public long Sequence { get; init; }

    /// <summary>When it was logged (UTC).</summary>
    [JsonPropertyName("time")]
    [JsonPropertyOrder(-1)]
    public DateTimeOffset Time { get; init; }

    /// <summary>How many sequence numbers the record takes: 1, or the number of points for <see cref="MetricsLogged"/>.</summary>
    [JsonIgnore]
    public virtual int Count => 1;
}
