using System.Text.Encodings.Web;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Cli.Json;

/// <summary>
/// Records as JSON lines. Each begins with <c>writer</c>, <c>seq</c>, <c>time</c> and <c>type</c>; a metric's points are
/// one line each, with type <c>metric</c>; NaN and infinity are texts.
/// </summary>
internal sealed class RecordLines(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes all records of a batch.</summary>
    public void Write(RecordBatch batch)
    {
        foreach (var record in batch.Records)
        {
            if (record is MetricsLogged metrics)
            {
                WritePoints(batch.Writer, metrics);
            }
            else
            {
                Begin(batch.Writer, record.Sequence, record.Time);
                WriteContent(record);
                End();
            }
        }
    }

    public void Dispose() => _json.Dispose();

    private void WritePoints(string writer, MetricsLogged metrics)
    {
        var context = metrics.Key.Context.ToString();
        var points = metrics.Points.Span;
        for (var i = 0; i < points.Length; i++)
        {
            Begin(writer, metrics.Sequence + i, points[i].Time);
            _json.WriteString("type", "metric");
            _json.WriteString("key", metrics.Key.Name);
            _json.WriteString("context", context);
            Number("step", points[i].Step);
            Real("value", points[i].Value);
            End();
        }
    }

    private void WriteContent(TrackingRecord record)
    {
        switch (record)
        {
            case RunStarted started:
                _json.WriteString("type", "run-started");
                _json.WriteString("experiment", started.Experiment);
                _json.WriteString("name", started.Name);
                _json.WriteString("description", started.Description);
                _json.WriteString("parentId", started.ParentId?.ToString());
                _json.WriteString("forkedFrom", started.ForkedFrom?.ToString());
                Number("forkStep", started.ForkStep);
                break;
            case RunResumed resumed:
                _json.WriteString("type", "run-resumed");
                Number("truncateAfterStep", resumed.TruncateAfterStep);
                _json.WriteStartObject("supersedes");
                foreach (var position in resumed.Supersedes)
                {
                    _json.WriteNumber(position.Writer, position.Sequence);
                }

                _json.WriteEndObject();
                break;
            case RunEnded ended:
                _json.WriteString("type", "run-ended");
                _json.WriteString("status", Word(ended.Status));
                _json.WriteString("error", ended.Error);
                _json.WriteString("errorDetails", ended.ErrorDetails);
                break;
            case RunRenamed renamed:
                _json.WriteString("type", "run-renamed");
                _json.WriteString("name", renamed.Name);
                _json.WriteString("description", renamed.Description);
                break;
            case ParamLogged param:
                _json.WriteString("type", "param");
                _json.WriteString("key", param.Key);
                Value("value", param.Value);
                _json.WriteBoolean("isCorrection", param.IsCorrection);
                _json.WriteString("reason", param.Reason);
                break;
            case TagSet tag:
                _json.WriteString("type", "tag");
                _json.WriteString("key", tag.Key);
                _json.WriteString("value", tag.Value);
                break;
            case MetricDeclared declared:
                _json.WriteString("type", "metric-declared");
                _json.WriteString("key", declared.Key);
                _json.WriteString("goal", Word(declared.Goal));
                _json.WriteString("unit", declared.Unit);
                break;
            case ArtifactLogged artifact:
                _json.WriteString("type", "artifact");
                _json.WriteString("path", artifact.Path);
                _json.WriteNumber("size", artifact.Length);
                _json.WriteString("mediaType", artifact.MediaType);
                _json.WriteString("sha256", artifact.Hash);
                Number("step", artifact.Step);
                _json.WriteString("kind", artifact.Kind);
                _json.WriteString("caption", artifact.Caption);
                break;
            case EventLogged happened:
                _json.WriteString("type", "event");
                _json.WriteString("name", happened.Name);
                _json.WriteString("message", happened.Message);
                _json.WriteString("severity", Word(happened.Severity));
                Number("step", happened.Step);
                break;
            case UnknownRecord unknown:
                _json.WriteString("type", unknown.Kind);
                _json.WritePropertyName("content");
                unknown.Content.WriteTo(_json);
                break;
            default:
                if (CapturedRecords.Of(record) is { } captured)
                {
                    _json.WriteString("type", captured.Type);
                    foreach (var part in captured.Content.EnumerateObject())
                    {
                        part.WriteTo(_json);
                    }

                    break;
                }

                // A kind that a newer library knows and this tool does not: its place is still shown.
                _json.WriteString("type", record.GetType().Name);
                break;
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private void Begin(string writer, long sequence, DateTimeOffset time)
    {
        _json.WriteStartObject();
        _json.WriteString("writer", writer);
        _json.WriteNumber("seq", sequence);
        _json.WriteString("time", time.UtcDateTime);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.WriteByte((byte)'\n');
    }

    private void Number(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private void Real(string name, double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else
        {
            _json.WriteString(name, Views.Format.Exact(value));
        }
    }

    private void Value(string name, ParamValue value)
    {
        switch (value.ToObject())
        {
            case long integer: _json.WriteNumber(name, integer); break;
            case double real: Real(name, real); break;
            case bool boolean: _json.WriteBoolean(name, boolean); break;
            case string text: _json.WriteString(name, text); break;
            default: _json.WriteNull(name); break;
        }
    }
}
