using System.Globalization;
using System.Text.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>Cells of a table of runs: numbers, texts, booleans and null as they are, <c>{"t":ms}</c> for a time, <c>{"d":ms}</c> for a duration, lists of texts.</summary>
internal static class CellJson
{
    public static void Write(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null: json.WriteNullValue(); break;
            case double number: WriteNumber(json, number); break;
            case long number: json.WriteNumberValue(number); break;
            case bool boolean: json.WriteBooleanValue(boolean); break;
            case string text: json.WriteStringValue(text); break;
            case DateTimeOffset time: WriteTagged(json, "t", time.ToUnixTimeMilliseconds()); break;
            case TimeSpan span: WriteTagged(json, "d", span.TotalMilliseconds); break;
            case IEnumerable<string> list:
                json.WriteStartArray();
                foreach (var text in list)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Convert.ToString(cell, CultureInfo.InvariantCulture)); break;
        }
    }

    public static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteTagged(Utf8JsonWriter json, string tag, double value)
    {
        json.WriteStartObject();
        json.WriteNumber(tag, value);
        json.WriteEndObject();
    }
}
