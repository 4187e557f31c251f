using System.Collections;
using System.Globalization;

namespace ModelTracking.Neptune.Exported;

/// <summary>Puts the rows of an exported run together. Not thread-safe.</summary>
internal sealed class ExportedRows(string project, string id, string files)
{
    private readonly NeptuneRun _run = new(project, id);

    public void Add(IDictionary<string, object> row)
    {
        var path = Text(Value(row, "attribute_path")) ?? "";
        var type = Text(Value(row, "attribute_type"));
        var time = Time(Value(row, "timestamp")) ?? _run.Created ?? DateTimeOffset.UnixEpoch;
        var step = Step(Value(row, "step"));
        switch (type)
        {
            case "float" when Value(row, "float_value") is { } number:
                _run.Values[path] = Convert.ToDouble(number, CultureInfo.InvariantCulture);
                break;
            case "int" when Value(row, "int_value") is { } number:
                _run.Values[path] = Convert.ToInt64(number, CultureInfo.InvariantCulture);
                break;
            case "string" when Text(Value(row, "string_value")) is { } text:
                _run.Values[path] = text;
                break;
            case "bool" when Value(row, "bool_value") is bool boolean:
                _run.Values[path] = boolean;
                break;
            case "datetime" when Time(Value(row, "datetime_value")) is { } moment:
                _run.Values[path] = moment;
                break;
            case "string_set" when Value(row, "string_set_value") is IEnumerable items:
                _run.Set(path).UnionWith(items.Cast<object?>().Select(Text).OfType<string>());
                break;
            case "float_series" when Value(row, "float_value") is { } number:
                NeptuneRun.Append(_run.Numbers, path, step, time, Convert.ToDouble(number, CultureInfo.InvariantCulture));
                break;
            case "string_series" when Text(Value(row, "string_value")) is { } text:
                NeptuneRun.Append(_run.Texts, path, step, time, text);
                break;
            case "histogram_series" when Value(row, "histogram_value") is IDictionary<string, object> histogram:
                NeptuneRun.Append(_run.Histograms, path, step, time, new NeptuneHistogram(Text(Value(histogram, "type")) ?? "COUNTING", Doubles(Value(histogram, "edges")), Doubles(Value(histogram, "values"))));
                break;
            case "file" or "file_series" or "artifact" or "file_set" when Value(row, "file_value") is IDictionary<string, object> file && Text(Value(file, "path")) is { } relative:
                AddFile(path, step, relative);
                break;
        }
    }

    public NeptuneRun Complete()
    {
        if (_run.Values.GetValueOrDefault("sys/forking/parent") is string parent && parent.Length > 0)
        {
            _run.Fork = (_run.Project, parent, _run.Values.GetValueOrDefault("sys/forking/step") switch { double step => (long)step, long step => step, _ => null });
        }

        return _run;
    }

    // A set of files is a folder.
    private void AddFile(string path, decimal? step, string relative)
    {
        var source = Path.GetFullPath(Path.Combine(files, relative));
        if (!source.StartsWith(Path.GetFullPath(files), StringComparison.Ordinal))
        {
            _run.Problems.Add($"the file of '{path}' is said to be outside the export ('{relative}') and is left out.");
            return;
        }

        if (Directory.Exists(source))
        {
            foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                _run.AddFile($"{path}/{Path.GetRelativePath(source, file).Replace('\\', '/')}", file);
            }

            return;
        }

        _run.AddFile((step is { } at ? $"{path}/{at / 1.000000m}" : path) + Path.GetExtension(source), source);
    }

    private static object? Value(IDictionary<string, object> row, string column) => row.TryGetValue(column, out var value) ? value : null;

    // Texts inside lists and structures come as spans of characters.
    private static string? Text(object? value) => value switch { string text => text, ReadOnlyMemory<char> characters => characters.ToString(), _ => null };

    private static decimal? Step(object? value) => value is null ? null : Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(object? value) => value switch
    {
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        DateTimeOffset time => time,
        _ => null,
    };

    private static double[] Doubles(object? value) => value is IEnumerable items ? [.. items.Cast<object>().Select(i => Convert.ToDouble(i, CultureInfo.InvariantCulture))] : [];
}
