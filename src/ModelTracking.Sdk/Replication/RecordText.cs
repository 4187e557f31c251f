using System.Text.Json;
using ModelTracking.Journal;
using ModelTracking.Records;

namespace ModelTracking.Replication;

/// <summary>A record as JSON, for people who look at what was set aside.</summary>
internal static class RecordText
{
    public static JsonElement Of(TrackingRecord record)
    {
        if (record is not MetricsLogged { Count: > 0 } metrics)
        {
            return record is MetricsLogged ? default : JsonSerializer.SerializeToElement(record, JournalJson.Default.TrackingRecord);
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var point = metrics.Points.Span[0];
            json.WriteStartObject();
            json.WriteString("type", "metric");
            json.WriteString("key", metrics.Key.Name);
            json.WriteString("context", metrics.Key.Context.ToString());
            json.WriteString("value", point.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("time", point.Time);
            if (point.Step is { } step)
            {
                json.WriteNumber("step", step);
            }

            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.Clone();
    }
}
