using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Records;

namespace ModelTracking.Neptune;

/// <summary>What of Neptune's becomes what here; the table stands in the README.</summary>
internal static class NeptuneMapping
{
    private const int LinesPerRecord = 200;
    private const decimal Millionths = 1_000_000;

    /// <summary>Context of a series whose steps have fractions.</summary>
    private static readonly MetricContext InMillionths = MetricContext.FromString("step=millionths");

    public static ImportedRun ToRun(NeptuneRun from, NeptuneImportOptions options)
    {
        var run = new ImportedRun(IdOf(from.Project, from.Id), options.Experiment ?? (from.Project.Length > 0 ? from.Project : "neptune"), from.Name)
        {
            Description = from.Values.GetValueOrDefault("sys/description") as string,
            StartTime = from.Values.GetValueOrDefault("sys/creation_time") as DateTimeOffset? ?? from.Created,
            EndTime = from.Values.GetValueOrDefault("sys/modification_time") as DateTimeOffset?,
            Status = from.Values.GetValueOrDefault("sys/failed") is true ? RunStatus.Failed : RunStatus.Finished,
            ForkedFrom = from.Fork is { } fork ? IdOf(fork.Project, fork.Id) : null,
            ForkStep = from.Fork?.Step,
        };
        run.Tags["neptune.run_id"] = from.Id;
        AddValues(run, from, options);
        foreach (var (path, set) in from.Sets.Where(s => s.Value.Count > 0))
        {
            run.Tags[path] = string.Join(", ", set);
        }

        foreach (var (path, points) in from.Numbers)
        {
            AddSeries(run, path, points);
        }

        foreach (var (path, points) in from.Texts.Where(t => t.Value.Count > 0))
        {
            AddLines(run, path, points.Select(p => (p.Step, p.Time, (Action<Utf8JsonWriter>)(json => json.WriteString("value", p.Value)))));
            AddConsole(run, path, points);
        }

        foreach (var (path, points) in from.Histograms.Where(t => t.Value.Count > 0))
        {
            AddLines(run, path, points.Select(p => (p.Step, p.Time, (Action<Utf8JsonWriter>)(json => Write(json, p.Value)))));
        }

        foreach (var (path, open) in from.Files)
        {
            run.Artifacts[path] = open;
        }

        return run;
    }

    private static RunId IdOf(string project, string id) => RunImporter.IdOf("neptune", project, id);

    private static void AddValues(ImportedRun run, NeptuneRun from, NeptuneImportOptions options)
    {
        foreach (var (path, value) in from.Values)
        {
            switch (path)
            {
                case "sys/name" or "sys/description" or "sys/creation_time" or "sys/modification_time" or "sys/failed" or "sys/id" or "sys/custom_run_id":
                    break;
                case "sys/owner":
                    run.Tags["mlflow.user"] = Text(value);
                    break;
                case "sys/hostname":
                    run.Tags["env.host"] = Text(value);
                    break;
                case var _ when path.StartsWith("sys/", StringComparison.Ordinal):
                    run.Tags[path] = Text(value);
                    break;
                case var _ when value is double number && options.Metrics.Any(m => FileSystemName.MatchesSimpleExpression(m, path)):
                    run.Add(path, new MetricPoint(number, null, run.EndTime ?? run.StartTime ?? DateTimeOffset.UnixEpoch));
                    break;
                default:
                    run.Params[path] = ParamValue.From(value);
                    break;
            }
        }
    }

    private static void AddSeries(ImportedRun run, string path, List<SeriesPoint<double>> points)
    {
        var hasFractions = points.Exists(p => p.Step != decimal.Truncate(p.Step));
        var key = new MetricKey(path, hasFractions ? InMillionths : default);
        foreach (var point in points)
        {
            run.Add(key, new MetricPoint(point.Value, (long)(hasFractions ? point.Step * Millionths : point.Step), point.Time));
        }
    }

    private static void AddLines(ImportedRun run, string path, IEnumerable<(decimal Step, DateTimeOffset Time, Action<Utf8JsonWriter> Write)> points)
    {
        using var bytes = new MemoryStream();
        foreach (var (step, time, write) in points)
        {
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteNumber("step", step / 1.000000m);
                json.WriteString("time", time.UtcDateTime);
                write(json);
                json.WriteEndObject();
            }

            bytes.WriteByte((byte)'\n');
        }

        var content = bytes.ToArray();
        run.Artifacts[$"series/{path}.jsonl"] = () => new MemoryStream(content, writable: false);
    }

    private static void AddConsole(ImportedRun run, string path, List<SeriesPoint<string>> points)
    {
        var isError = path.EndsWith("/stderr", StringComparison.Ordinal);
        if (!isError && !path.EndsWith("/stdout", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var some in points.Chunk(LinesPerRecord))
        {
            run.Others.Add(new ConsoleLogged([.. some.Select(p => new ConsoleLine(p.Time, isError ? ConsoleSource.Error : ConsoleSource.Out, p.Value.TrimEnd('\n')))]) { Time = some[^1].Time });
        }
    }

    private static void Write(Utf8JsonWriter json, NeptuneHistogram histogram)
    {
        json.WriteString("type", histogram.Kind);
        foreach (var (name, numbers) in ((string, IReadOnlyList<double>)[])[("edges", histogram.Edges), ("values", histogram.Values)])
        {
            json.WriteStartArray(name);
            foreach (var number in numbers)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
