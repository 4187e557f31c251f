using System.Buffers;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Artifacts;

/// <summary>Writes a table as <c>{"columns":["a","b"],"data":[[1,"x"],...]}</c>, as MLflow and pandas ("split") do; NaN and infinity become the strings <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.</summary>
internal static class TableJson
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteStartArray("data");
        foreach (var row in rows)
        {
            if (row.Count != columns.Count)
            {
                throw new ArgumentException($"a row has {row.Count} values and the table {columns.Count} columns", nameof(rows));
            }

            json.WriteStartArray();
            foreach (var cell in row)
            {
                WriteCell(json, cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteCell(Utf8JsonWriter json, object? cell)
    {
        switch (ParamValue.From(cell).ToObject())
        {
            case null: json.WriteNullValue(); break;
            case bool boolean: json.WriteBooleanValue(boolean); break;
            case long integer: json.WriteNumberValue(integer); break;
            case double real when double.IsFinite(real): json.WriteNumberValue(real); break;
            case double real: json.WriteStringValue(real.ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case var text: json.WriteStringValue((string)text); break;
        }
    }
}
