using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Catalog;

/// <summary>Names a column.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Name">The key of a param, tag or metric; the name of an attribute.</param>
/// <param name="Context">A metric's context.</param>
internal readonly record struct ColumnKey(ColumnKind Kind, string Name, string Context = "")
{
    public static readonly ColumnKey Artifacts = new(ColumnKind.Artifacts, "");

    public static ColumnKey Of(RunProperty attribute) => new(ColumnKind.Attribute, attribute.ToString());

    public static ColumnKey Of(MetricKey metric) => new(ColumnKind.Metric, metric.Name, metric.Context.ToString());

    public static ColumnKey Of(FieldKind kind, string key) => new(KindOf(kind), key);

    /// <summary>What a query calls it; null for what has no key of its own.</summary>
    public RunValue? Field => Kind switch
    {
        ColumnKind.Metric => new MetricValue(new MetricKey(Name, Context)),
        ColumnKind.Param => new FieldValue(FieldKind.Param, Name),
        ColumnKind.Tag => new FieldValue(FieldKind.Tag, Name),
        ColumnKind.Git => new FieldValue(FieldKind.Git, Name),
        ColumnKind.Environment => new FieldValue(FieldKind.Environment, Name),
        ColumnKind.Model => new FieldValue(FieldKind.Model, Name),
        _ => null,
    };

    public static ColumnKind KindOf(FieldKind kind) => kind switch
    {
        FieldKind.Attribute => ColumnKind.Attribute,
        FieldKind.Metric => ColumnKind.Metric,
        FieldKind.Param => ColumnKind.Param,
        FieldKind.Tag => ColumnKind.Tag,
        FieldKind.Git => ColumnKind.Git,
        FieldKind.Environment => ColumnKind.Environment,
        FieldKind.Model => ColumnKind.Model,
        FieldKind.Dataset => ColumnKind.Dataset,
        _ => ColumnKind.Artifacts,
    };
}
