using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// What of a run is beyond the number of params, metrics and tags that a service takes, as a file beside the run: params and tags in
/// full, of metrics how many points they have and their last, smallest and greatest value. The journal has the points.
/// </summary>
internal static class Overflow
{
    /// <summary>The file's path in the run.</summary>
    public const string Path = "modeltracking/overflow.json";

    /// <summary>The tag that names the file.</summary>
    public const string Tag = "modeltracking.overflow";

    /// <summary>The file's content; null where everything has its place.</summary>
    public static byte[]? Of(RunSummary run, BatchMapper mapper, MlflowLimits limits)
    {
        var parameters = run.Params.Where(p => !mapper.Params.ContainsKey(Names.Of(p.Key, limits.Key))).ToArray();
        var tags = run.Tags.Where(t => !mapper.Tags.Contains(Names.Of(t.Key, limits.TagKey))).ToArray();
        var metrics = run.Metrics.Where(m => !mapper.Metrics.Contains(Names.Of(m.MetricKey, limits.Key))).ToArray();
        var isOver = (parameters.Length > 0 && run.Params.Count > limits.RunParams)
            || (tags.Length > 0 && run.Tags.Count > limits.RunTags - BatchMapper.SpareTags)
            || (metrics.Length > 0 && run.Metrics.Count > limits.RunMetrics);
        if (!isOver && !mapper.HasOverflow)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            Write(json, "params", parameters, p => json.WriteString(p.Key, p.Value.ToString()));
            Write(json, "metrics", metrics, m => Write(json, m));
            Write(json, "tags", tags, t => json.WriteString(t.Key, t.Value));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T[] items, Action<T> write)
    {
        json.WriteStartObject(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetricSummary metric)
    {
        json.WriteStartObject(metric.MetricKey.ToString());
        json.WriteNumber("points", metric.Count);
        Write(json, "last", metric.Last);
        if (metric.LastStep is { } step)
        {
            json.WriteNumber("last_step", step);
        }

        Write(json, "min", metric.Min);
        Write(json, "max", metric.Max);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
