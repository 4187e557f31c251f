using ModelTracking.Records;

namespace ModelTracking.Reading.Filters;

/// <summary>Names values of runs, to build conditions in C#: <c>Field.Metric("loss").Min &lt; 0.1 &amp; Field.Param("lr") &lt; 0.01</c>.</summary>
public static class Field
{
    /// <summary>The identity, as text.</summary>
    public static RunValue Id => new AttributeValue(RunProperty.Id);

    /// <summary>The readable name.</summary>
    public static RunValue Name => new AttributeValue(RunProperty.Name);

    /// <summary>The experiment.</summary>
    public static RunValue Experiment => new AttributeValue(RunProperty.Experiment);

    /// <summary>The status as text, see <see cref="RunProperty.Status"/>.</summary>
    public static RunValue Status => new AttributeValue(RunProperty.Status);

    /// <summary>When it began.</summary>
    public static RunValue StartTime => new AttributeValue(RunProperty.StartTime);

    /// <summary>When it ended.</summary>
    public static RunValue EndTime => new AttributeValue(RunProperty.EndTime);

    /// <summary>How long it ran.</summary>
    public static RunValue Duration => new AttributeValue(RunProperty.Duration);

    /// <summary>The moment of the query.</summary>
    public static RunValue Now { get; } = new NowValue();

    /// <summary>Any fact about the run itself.</summary>
    public static RunValue Attribute(RunProperty attribute) => new AttributeValue(attribute);

    /// <summary>A metric; its last value unless another is asked for.</summary>
    public static MetricValue Metric(string key, MetricContext context = default) => new(new MetricKey(key, context));

    /// <summary>A parameter.</summary>
    public static RunValue Param(string key) => new FieldValue(FieldKind.Param, key);

    /// <summary>A tag.</summary>
    public static RunValue Tag(string key) => new FieldValue(FieldKind.Tag, key);

    /// <summary>A property of the run's datasets: <c>name</c>, <c>digest</c> or <c>context</c>.</summary>
    public static RunValue Dataset(string property) => new FieldValue(FieldKind.Dataset, property);

    /// <summary>A fact about the code: <c>commit</c>, <c>branch</c>, <c>dirty</c>, <c>remote</c>.</summary>
    public static RunValue Git(string key) => new FieldValue(FieldKind.Git, key);

    /// <summary>A fact about the machine and its software.</summary>
    public static RunValue Environment(string key) => new FieldValue(FieldKind.Environment, key);

    /// <summary>A fact about the logged model.</summary>
    public static RunValue Model(string key) => new FieldValue(FieldKind.Model, key);

    /// <summary>Any run nested in it meets a condition.</summary>
    public static RunFilter AnyChild(RunFilter filter) => new RelatedFilter(Relation.Child, filter);

    /// <summary>The run it is nested in meets a condition.</summary>
    public static RunFilter Parent(RunFilter filter) => new RelatedFilter(Relation.Parent, filter);
}
