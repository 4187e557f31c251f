using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Datasets;

/// <summary>Writes a schema as <c>[{"name":"Features","type":"float","shape":[30],"slots":["radius",...]},...]</c> in MLflow's words for types.</summary>
internal static class SchemaJson
{
    private const int MaxSlots = 10_000;

    public static void Write(Utf8JsonWriter json, string property, DataViewSchema schema)
    {
        json.WriteStartArray(property);
        foreach (var column in schema.Where(c => !c.IsHidden))
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            var vector = column.Type as VectorDataViewType;
            json.WriteString("type", SchemaColumns.TypeOf(column.Type));
            if ((vector?.ItemType ?? column.Type) is KeyDataViewType key)
            {
                json.WriteNumber("keys", key.Count);
            }

            if (vector is not null)
            {
                json.WriteStartArray("shape");
                foreach (var size in SchemaColumns.ShapeOf(vector) ?? [])
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                WriteSlots(json, column);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Names of a vector column's slots; null where it has none.</summary>
    public static IReadOnlyList<string>? SlotsOf(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { IsKnownSize: true } || !column.HasSlotNames())
        {
            return null;
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select((n, i) => n.IsEmpty ? $"f{i}" : n.ToString())];
    }

    private static void WriteSlots(Utf8JsonWriter json, DataViewSchema.Column column)
    {
        if (SlotsOf(column) is { Count: <= MaxSlots } slots)
        {
            json.WriteStartArray("slots");
            foreach (var slot in slots)
            {
                json.WriteStringValue(slot);
            }

            json.WriteEndArray();
        }
    }
}
