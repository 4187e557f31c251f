using System.Text.Json;
using ModelTracking.Reading;

namespace ModelTracking.Cli.Json;

/// <summary>A table of runs as JSON: a list with an object for each run, which has its <c>id</c> and a property for each column.</summary>
internal static class TableJson
{
    public static void Write(Terminal terminal, RunTable table)
    {
        using (var json = new Utf8JsonWriter(terminal.Bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ToolJson.Output.Options.Encoder }))
        {
            json.WriteStartArray();
            for (var row = 0; row < table.Rows.Count; row++)
            {
                json.WriteStartObject();
                json.WriteString("id", table.Ids[row].ToString());
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    json.WritePropertyName(table.Columns[column].Name);
                    Write(json, table.Rows[row][column]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        terminal.Bytes.WriteByte((byte)'\n');
    }

    /// <summary>Writes a cell: numbers as numbers, NaN and infinity as texts, times as ISO 8601, lengths of time as seconds.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool boolean:
                json.WriteBooleanValue(boolean);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.UtcDateTime);
                break;
            case TimeSpan span:
                json.WriteNumberValue(span.TotalSeconds);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IEnumerable<string> items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
