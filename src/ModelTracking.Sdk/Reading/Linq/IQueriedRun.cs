using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Linq;

/// <summary>
/// A run in a LINQ condition: <c>client.Runs.Where(r =&gt; r.Metric("loss").Min &lt; 0.1 &amp;&amp; r.Param&lt;double&gt;("lr") &lt; 0.01)</c>.
/// Nobody implements it: the lambda is translated to a <see cref="RunFilter"/>, never called. What a run does not have is
/// neither equal nor unequal to anything; ask for it with <c>== null</c> or <c>Has...</c>.
/// </summary>
public interface IQueriedRun
{
    /// <summary>The identity, 32 hexadecimal digits.</summary>
    string Id { get; }

    /// <summary>The readable name.</summary>
    string Name { get; }

    /// <summary>The experiment.</summary>
    string Experiment { get; }

    /// <summary>Where it stands.</summary>
    RunStatus Status { get; }

    /// <summary>When it began.</summary>
    DateTimeOffset StartTime { get; }

    /// <summary>When it ended; missing while it runs.</summary>
    DateTimeOffset? EndTime { get; }

    /// <summary>Time of its last record.</summary>
    DateTimeOffset LastActivity { get; }

    /// <summary>How long it ran.</summary>
    TimeSpan Duration { get; }

    /// <summary>Who started it.</summary>
    string? User { get; }

    /// <summary>The run it is nested in.</summary>
    string? ParentId { get; }

    /// <summary>The run it was forked from.</summary>
    string? ForkedFrom { get; }

    /// <summary>Free text about it.</summary>
    string? Description { get; }

    /// <summary>The exception that ended it.</summary>
    string? Error { get; }

    /// <summary>A metric without context.</summary>
    IQueriedMetric Metric(string key);

    /// <summary>A metric in a context, for example <c>"train"</c>.</summary>
    IQueriedMetric Metric(string key, string context);

    /// <summary>A parameter. With a number type it compares as a number, with <see cref="string"/> as its text.</summary>
    T Param<T>(string key);

    /// <summary>A tag.</summary>
    string? Tag(string key);

    /// <summary>A property of its datasets: <c>name</c>, <c>digest</c> or <c>context</c>; holds where it holds for one of them.</summary>
    string? Dataset(string property);

    /// <summary>A fact about the code: <c>commit</c>, <c>branch</c>, <c>dirty</c>, <c>remote</c>.</summary>
    string? Git(string key);

    /// <summary>A fact about the machine and its software.</summary>
    string? Environment(string key);

    /// <summary>A fact about the logged model.</summary>
    string? Model(string key);

    /// <summary>Anything that the query language can say, for example <c>r.Value&lt;double&gt;("metrics.f1 / params.cost")</c>.</summary>
    T Value<T>(string text);

    /// <summary>It has the metric, in whatever context.</summary>
    bool HasMetric(string key);

    /// <summary>It has the parameter.</summary>
    bool HasParam(string key);

    /// <summary>It has the tag.</summary>
    bool HasTag(string key);

    /// <summary>It has an artifact of this path.</summary>
    bool HasArtifact(string path);

    /// <summary>Any run nested in it meets a condition.</summary>
    bool AnyChild(Func<IQueriedRun, bool> condition);

    /// <summary>The run it is nested in meets a condition.</summary>
    bool Parent(Func<IQueriedRun, bool> condition);
}
