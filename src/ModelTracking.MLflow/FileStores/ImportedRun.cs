using System.Globalization;
using System.Text.Json;
using ModelTracking.MLflow.Replication;
using ModelTracking.Records;

namespace ModelTracking.MLflow.FileStores;

/// <summary>A run of the file store, as the records that it would have been.</summary>
internal sealed class ImportedRun
{
    private readonly string _folder;
    private readonly MetaFile _meta;
    private readonly SortedDictionary<string, string> _tags;

    public ImportedRun(string folder, MetaFile meta, string experiment)
    {
        _folder = folder;
        _meta = meta;
        _tags = Folder.Texts(Path.Combine(folder, "tags"));
        Experiment = experiment;
        var given = meta.Text("run_id") ?? meta.Text("run_uuid") ?? Path.GetFileName(folder);
        Id = RunId.TryParse(given, out var id) ? id : RunId.Parse(TextHash.Of(given));
        Name = meta.Text("run_name") is { Length: > 0 } name ? name : _tags.GetValueOrDefault(MlrunsNames.RunName) is { Length: > 0 } tag ? tag : Id.ToString()[..8];
        Start = Time("start_time") ?? DateTimeOffset.UnixEpoch;
    }

    public RunId Id { get; }

    public string Experiment { get; }

    public string Name { get; }

    public DateTimeOffset Start { get; }

    public DateTimeOffset? End => Time("end_time");

    public bool IsDeleted => _meta.Text("lifecycle_stage") == "deleted";

    /// <summary>How it ended; null while it goes on.</summary>
    public RunStatus? Status => _meta.Integer("status") switch { 3 => RunStatus.Finished, 4 => RunStatus.Failed, 5 => RunStatus.Killed, _ => null };

    public RunStarted Started => new(Experiment, Name)
    {
        ParentId = RunId.TryParse(_tags.GetValueOrDefault(MlrunsNames.ParentRun), out var parent) ? parent : null,
        Description = _tags.GetValueOrDefault(MlrunsNames.Note),
        Time = Start,
    };

    public IEnumerable<TagSet> Tags => _tags
        .Where(t => t.Key is not (MlrunsNames.RunName or MlrunsNames.Note) && !(t.Key == MlrunsNames.ParentRun && Started.ParentId is not null))
        .Select(t => new TagSet(t.Key, t.Value) { Time = Start });

    public IEnumerable<ParamLogged> Params => Folder.Texts(Path.Combine(_folder, "params")).Select(p => new ParamLogged(p.Key, Typed(p.Value)) { Time = Start });

    public IEnumerable<(string Key, string Path)> MetricFiles => Folder.Files(Path.Combine(_folder, "metrics"));

    public string ArtifactFolder => Path.Combine(_folder, "artifacts");

    public IEnumerable<DatasetLogged> Datasets(string experimentFolder)
    {
        foreach (var folder in Folder.WithMeta(Path.Combine(_folder, "inputs")))
        {
            var input = MetaFile.Read(Path.Combine(folder, MetaFile.Name));
            var source = Path.Combine(experimentFolder, MlrunsNames.Datasets, input.Text("source_id") ?? "", MetaFile.Name);
            if (input.Text("source_type") == "DATASET" && File.Exists(source))
            {
                yield return Dataset(MetaFile.Read(source), input.Map("tags").FirstOrDefault(t => t.Key == "mlflow.data.context").Value);
            }
        }
    }

    /// <summary>A number or a truth value where its text is exactly what we would write; any other text as it is.</summary>
    internal static ParamValue Typed(string text)
    {
        var typed = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? ParamValue.Of(integer)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? ParamValue.Of(real)
            : text is "true" or "false" ? ParamValue.Of(text == "true")
            : ParamValue.Of(text);
        return typed.ToString() == text ? typed : ParamValue.Of(text);
    }

    private DatasetLogged Dataset(MetaFile meta, string? context) => new(meta.Text("name") is { Length: > 0 } name ? name : "dataset", meta.Text("digest") ?? "")
    {
        Source = meta.Text("source") is { } source ? Json(source, "uri") ?? Json(source, "url") ?? source : null,
        Context = context,
        Rows = long.TryParse(Json(meta.Text("profile") ?? "", "num_rows"), CultureInfo.InvariantCulture, out var rows) ? rows : null,
        Columns = Columns(meta.Text("schema") ?? ""),
        Time = Start,
    };

    private static string? Json(string text, string name)
    {
        using var document = TryParse(text);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    private static ColumnSpec[] Columns(string schema)
    {
        using var document = TryParse(schema);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("mlflow_colspec", out var columns) && columns.ValueKind == JsonValueKind.Array
            ? [.. columns.EnumerateArray().Where(c => c.TryGetProperty("name", out _)).Select(c => new ColumnSpec(c.GetProperty("name").ToString(), c.TryGetProperty("type", out var type) ? type.ToString() : "")
            {
                IsRequired = !c.TryGetProperty("required", out var required) || required.ValueKind != JsonValueKind.False,
            })]
            : [];
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private DateTimeOffset? Time(string name) => _meta.Integer(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
