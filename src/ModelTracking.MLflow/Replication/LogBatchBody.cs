using System.Buffers;
using System.Text.Json;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// The body of a log-batch request. Finite values are numbers, others the texts NaN, Infinity and -Infinity: the bare words are
/// stored as 0.0 without an error. Not thread-safe.
/// </summary>
internal sealed class LogBatchBody(string runId)
{
    private readonly List<MlflowMetric> _metrics = [];
    private readonly List<(string Key, string Value)> _params = [];
    private readonly List<(string Key, string Value)> _tags = [];

    public int Metrics => _metrics.Count;

    public bool IsEmpty => _metrics.Count + _params.Count + _tags.Count == 0;

    public void Add(MlflowMetric metric) => _metrics.Add(metric);

    public void AddParam(string key, string value) => _params.Add((key, value));

    /// <summary>Sets a tag; a later one with the same key replaces it.</summary>
    public void AddTag(string key, string value)
    {
        _tags.RemoveAll(t => t.Key == key);
        _tags.Add((key, value));
    }

    public void RemoveTag(string key) => _tags.RemoveAll(t => t.Key == key);

    public ReadOnlyMemory<byte> ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (_metrics.Count * 96));
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("run_id"u8, runId);
        if (_metrics.Count > 0)
        {
            json.WriteStartArray("metrics"u8);
            foreach (var metric in _metrics)
            {
                json.WriteStartObject();
                json.WriteString("key"u8, metric.Key);
                if (double.IsFinite(metric.Value))
                {
                    json.WriteNumber("value"u8, metric.Value);
                }
                else
                {
                    json.WriteString("value"u8, double.IsNaN(metric.Value) ? "NaN"u8 : metric.Value > 0 ? "Infinity"u8 : "-Infinity"u8);
                }

                json.WriteNumber("timestamp"u8, metric.Timestamp);
                json.WriteNumber("step"u8, metric.Step);
                WriteIf(json, "model_id"u8, metric.ModelId);
                WriteIf(json, "dataset_name"u8, metric.DatasetName);
                WriteIf(json, "dataset_digest"u8, metric.DatasetDigest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Write(json, "params"u8, _params);
        Write(json, "tags"u8, _tags);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteIf(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, List<(string Key, string Value)> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            json.WriteString("value"u8, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
