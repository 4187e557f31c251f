using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Control records as UTF-8 JSON, one a line. Not thread-safe.</summary>
internal sealed class RecordLines(ByteBuffer target) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(target, new JsonWriterOptions
    {
        // The journal is no web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public void Write(TrackingRecord record)
    {
        _json.Reset(target);
        if (record is UnknownRecord unknown)
        {
            unknown.Content.WriteTo(_json);
        }
        else
        {
            JsonSerializer.Serialize(_json, record, JournalJson.Default.TrackingRecord);
        }

        _json.Flush();
        target.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Takes the next line off <paramref name="lines"/>.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        if (end < 0)
        {
            throw ByteReader.Bad("a record has no end");
        }

        var line = lines[..end];
        lines = lines[(end + 1)..];
        return line;
    }

    /// <summary>Reads one record. What this version does not know, or cannot make sense of, is kept as it stands.</summary>
    public static TrackingRecord Parse(ReadOnlySpan<byte> line, long sequence)
    {
        try
        {
            var record = JsonSerializer.Deserialize(line, JournalJson.Default.TrackingRecord);
            if (record is not null)
            {
                return record.Sequence == sequence ? record : record with { Sequence = sequence };
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            // Written by a newer version: kept below.
        }

        return Keep(line, sequence);
    }

    private static UnknownRecord Keep(ReadOnlySpan<byte> line, long sequence)
    {
        JsonElement content;
        try
        {
            var reader = new Utf8JsonReader(line);
            content = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            content = JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(line), JournalJson.Default.String);
        }

        var kind = "unreadable";
        DateTimeOffset time = default;
        if (content.ValueKind == JsonValueKind.Object)
        {
            kind = content.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : kind;
            if (content.TryGetProperty("time", out var at) && at.ValueKind == JsonValueKind.String)
            {
                at.TryGetDateTimeOffset(out time);
            }
        }

        return new UnknownRecord(kind, content) { Sequence = sequence, Time = time };
    }
}
