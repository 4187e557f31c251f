using System.Globalization;
using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.Versioning.Storage;

/// <summary>The canonical form of elements; see FORMAT.md.</summary>
internal static class ElementCodec
{
    public static void Write(CanonicalWriter json, TreeElement element)
    {
        json.Open('{');
        switch (element)
        {
            case ValueElement value: WriteValue(json, value.Value); break;
            case FileElement file: json.Name("file").Text(file.Hash).Name("length").Integer(file.Length); break;
            case MetricElement metric: WriteMetric(json, metric); break;
            case GitElement git: WriteGit(json, git); break;
            case DatasetElement dataset: WriteDataset(json, dataset); break;
            default: throw new NotSupportedException($"Elements of type {element.GetType().Name} cannot be stored.");
        }

        json.Close('}');
    }

    public static TreeElement Read(JsonElement json)
    {
        var first = json.EnumerateObject().First();
        return first.Name switch
        {
            "null" => new ValueElement(ParamValue.Null),
            "text" => new ValueElement(ParamValue.Of(first.Value.GetString())),
            "integer" => new ValueElement(ParamValue.Of(first.Value.GetInt64())),
            "real" => new ValueElement(ParamValue.Of(Real(first.Value))),
            "boolean" => new ValueElement(ParamValue.Of(first.Value.GetBoolean())),
            "file" => new FileElement(first.Value.GetString()!, json.GetProperty("length").GetInt64()),
            "metric" => new MetricElement(Real(first.Value), json.TryGetProperty("goal", out var goal) ? Enum.Parse<MetricGoal>(goal.GetString()!, ignoreCase: true) : MetricGoal.None),
            "git" => ReadGit(first.Value.GetString()!, json),
            "dataset" => ReadDataset(first.Value.GetString()!, json),
            _ => throw new InvalidDataException($"Elements of kind '{first.Name}' are not known to this version of ModelTracking.Sdk. Update the package."),
        };
    }

    private static void WriteValue(CanonicalWriter json, ParamValue value)
    {
        switch (value.ToObject())
        {
            case null: json.Name("null").Boolean(true); break;
            case string text: json.Name("text").Text(text); break;
            case long integer: json.Name("integer").Integer(integer); break;
            case double real: json.Name("real").Text(Text(real)); break;
            case bool boolean: json.Name("boolean").Boolean(boolean); break;
            case var other: throw new NotSupportedException($"Values of type {other.GetType().Name} cannot be stored.");
        }
    }

    private static void WriteMetric(CanonicalWriter json, MetricElement metric)
    {
        json.Name("metric").Text(Text(metric.Value));
        if (metric.Goal != MetricGoal.None)
        {
            json.Name("goal").Text(metric.Goal == MetricGoal.Minimize ? "minimize" : "maximize");
        }
    }

    private static void WriteGit(CanonicalWriter json, GitElement git)
    {
        json.Name("git").Text(git.Commit);
        Optional(json, "remote", git.Remote);
        if (git.Patch is { } patch)
        {
            json.Name("patch").Text(patch.Hash).Name("patchLength").Integer(patch.Length);
        }

        if (git.LeftOut > 0)
        {
            json.Name("leftOut").Integer(git.LeftOut);
        }
    }

    private static GitElement ReadGit(string commit, JsonElement json) => new(commit)
    {
        Remote = Optional(json, "remote"),
        Patch = Optional(json, "patch") is { } patch ? new FileElement(patch, json.GetProperty("patchLength").GetInt64()) : null,
        LeftOut = json.TryGetProperty("leftOut", out var leftOut) ? leftOut.GetInt32() : 0,
    };

    private static void WriteDataset(CanonicalWriter json, DatasetElement dataset)
    {
        json.Name("dataset").Text(dataset.Digest).Name("length").Integer(dataset.Length);
        Optional(json, "source", dataset.Source);
        if (dataset.Rows is { } rows)
        {
            json.Name("rows").Integer(rows);
        }

        Optional(json, "schema", dataset.Schema);
        if (dataset.IsFolder)
        {
            json.Name("folder").Boolean(true);
        }

        if (dataset.IsStored)
        {
            json.Name("stored").Boolean(true);
        }
    }

    private static DatasetElement ReadDataset(string digest, JsonElement json) => new(digest, json.GetProperty("length").GetInt64())
    {
        Source = Optional(json, "source"),
        Rows = json.TryGetProperty("rows", out var rows) ? rows.GetInt64() : null,
        Schema = Optional(json, "schema"),
        IsFolder = json.TryGetProperty("folder", out _),
        IsStored = json.TryGetProperty("stored", out _),
    };

    private static void Optional(CanonicalWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.Name(name).Text(value);
        }
    }

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    // The shortest text that reads back as the same double; the same on every machine since .NET Core 3.0.
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Real(JsonElement json) => double.Parse(json.GetString()!, CultureInfo.InvariantCulture);
}
