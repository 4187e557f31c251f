using Microsoft.ML;
using Microsoft.ML.Data;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Datasets;

/// <summary>A schema as the core knows columns: names, MLflow's words for types, sizes of vectors.</summary>
internal static class SchemaColumns
{
    // A schema of ten thousand columns is told by its artifact.
    private const int Most = 1000;

    public static IReadOnlyList<ColumnSpec> Of(DataViewSchema schema) =>
        [.. schema.Where(c => !c.IsHidden).Take(Most).Select(c => new ColumnSpec(c.Name, TypeOf(c.Type)) { Shape = ShapeOf(c.Type) })];

    /// <summary>MLflow's word for a type, or for that of a vector's parts.</summary>
    public static string TypeOf(DataViewType type) => ((type as VectorDataViewType)?.ItemType ?? type) switch
    {
        KeyDataViewType => "key",
        TextDataViewType => "string",
        BooleanDataViewType => "boolean",
        DateTimeDataViewType or DateTimeOffsetDataViewType => "datetime",
        var number when number == NumberDataViewType.Single => "float",
        var number when number == NumberDataViewType.Double => "double",
        var number when number == NumberDataViewType.Int64 => "long",
        var number when number == NumberDataViewType.Int32 => "integer",
        var other => other.RawType.Name,
    };

    /// <summary>Sizes of a vector, -1 for any size, which is 0 in ML.NET; null for a scalar.</summary>
    public static IReadOnlyList<long>? ShapeOf(DataViewType type) =>
        type is VectorDataViewType vector ? [.. vector.Dimensions.Select(d => d == 0 ? -1L : d)] : null;
}
