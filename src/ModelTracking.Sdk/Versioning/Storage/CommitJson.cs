using System.Globalization;
using System.Text.Json;

namespace ModelTracking.Versioning.Storage;

/// <summary>Commits as plain JSON for other programs; not the canonical form.</summary>
internal static class CommitJson
{
    public static void Write(Utf8JsonWriter json, Commit commit)
    {
        json.WriteStartObject();
        json.WriteString("id", commit.Id);
        json.WriteString("tree", commit.TreeId);
        json.WriteStartArray("parents");
        foreach (var parent in commit.Parents)
        {
            json.WriteStringValue(parent);
        }

        json.WriteEndArray();
        json.WriteString("author", commit.Author);
        json.WriteString("time", commit.Time);
        json.WriteString("message", commit.Message);
        if (commit.Run is { } run)
        {
            json.WriteString("run", run.ToString());
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, TreeElement>> elements)
    {
        json.WriteStartObject();
        foreach (var (key, element) in elements)
        {
            json.WritePropertyName(key);
            Write(json, element);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TreeElement element)
    {
        switch (element)
        {
            case ValueElement value: Write(json, value.Value.ToObject()); break;
            case MetricElement metric: Write(json, metric.Value); break;
            default:
                // The canonical form of the others is plain JSON too.
                var canonical = new CanonicalWriter();
                ElementCodec.Write(canonical, element);
                json.WriteRawValue(canonical.ToArray());
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool boolean: json.WriteBooleanValue(boolean); break;
            case long integer: json.WriteNumberValue(integer); break;
            case double real when double.IsFinite(real): json.WriteNumberValue(real); break;
            case double real: json.WriteStringValue(real.ToString(CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue((string)value); break;
        }
    }
}
