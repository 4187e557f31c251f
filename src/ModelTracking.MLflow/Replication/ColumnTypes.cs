using System.Text.Json.Nodes;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>Columns as MLflow writes them: column specs, or tensor specs where one of them has several dimensions.</summary>
internal static class ColumnTypes
{
    public static JsonArray? Of(IReadOnlyList<ColumnSpec> columns) => columns.Count == 0 ? null
        : columns.Any(c => c.Shape is { Count: > 1 }) ? [.. columns.Select(Tensor)]
        : [.. columns.Select(Column)];

    /// <summary>As columns in any case: what data sets have.</summary>
    public static JsonArray? Columns(IReadOnlyList<ColumnSpec> columns) => columns.Count == 0 ? null : [.. columns.Select(Column)];

    private static JsonNode Column(ColumnSpec column)
    {
        var spec = column.Shape is { Count: > 0 }
            ? new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = TypeOf(column.Type) } }
            : new JsonObject { ["type"] = TypeOf(column.Type) };
        spec["name"] = column.Name;
        spec["required"] = column.IsRequired;
        return spec;
    }

    private static JsonNode Tensor(ColumnSpec column) => new JsonObject
    {
        ["type"] = "tensor",
        ["tensor-spec"] = new JsonObject
        {
            ["dtype"] = TypeOf(column.Type) switch
            {
                "double" => "float64",
                "float" => "float32",
                "long" => "int64",
                "integer" => "int32",
                "boolean" => "bool",
                _ => "str",
            },
            ["shape"] = new JsonArray([.. (column.Shape ?? [-1]).Select(s => (JsonNode?)JsonValue.Create(s))]),
        },
        ["name"] = column.Name,
    };

    private static string TypeOf(string type) => type.ToUpperInvariant() switch
    {
        "DOUBLE" or "FLOAT64" => "double",
        "FLOAT" or "SINGLE" or "FLOAT32" or "HALF" or "FLOAT16" or "BFLOAT16" => "float",
        "LONG" or "INT64" or "UINT32" or "UINT64" or "ULONG" => "long",
        "INT" or "INT32" or "INTEGER" or "INT16" or "SHORT" or "USHORT" or "UINT16" or "BYTE" or "UINT8" or "SBYTE" or "INT8" or "KEY" => "integer",
        "BOOL" or "BOOLEAN" => "boolean",
        "DATETIME" or "DATETIMEOFFSET" or "DATE" => "datetime",
        "BINARY" or "BYTES" => "binary",
        _ => "string",
    };
}
