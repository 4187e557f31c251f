using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// The <c>MLmodel</c> file of a logged model: what can load it, what it takes and gives. Written from the record and its files
/// alone, so that it is the same however often it is written.
/// </summary>
internal sealed class MlModelFile
{
    private readonly ModelLogged _model;
    private readonly string _runId;
    private readonly string _version;
    private readonly long _size;
    private readonly JsonObject _flavors;

    /// <param name="model">The model.</param>
    /// <param name="runId">The run's identity at the server.</param>
    /// <param name="serverVersion">The server's version; null where it does not say.</param>
    /// <param name="files">Paths of the model's files within its folder, and their lengths.</param>
    public MlModelFile(ModelLogged model, string runId, string? serverVersion, IReadOnlyCollection<(string Path, long Length)> files)
    {
        _model = model;
        _runId = runId;
        _version = serverVersion ?? "2.17.2";
        _size = files.Sum(f => f.Length);
        _flavors = Flavors.Of(model, [.. files.Select(f => f.Path)]);
        Uuid = UuidOf(model, runId);
    }

    /// <summary>Identity of the model, 32 hexadecimal digits.</summary>
    public string Uuid { get; }

    public static string UuidOf(ModelLogged model, string runId) =>
        TextHash.Of($"{runId}\n{model.Path}\n{model.Time:O}");

    /// <summary>As the file's text.</summary>
    /// <param name="modelId">The logged model it belongs to. Default: none, the file of a run.</param>
    public string ToYaml(string? modelId = null)
    {
        var text = new StringBuilder();
        text.Append("artifact_path: ").AppendLine(Quote(_model.Path));
        text.AppendLine("flavors:");
        foreach (var (flavor, settings) in _flavors)
        {
            text.Append("  ").Append(Quote(flavor)).AppendLine(":");
            foreach (var (key, value) in settings!.AsObject())
            {
                text.Append("    ").Append(Quote(key)).Append(": ").AppendLine(value?.ToJsonString() ?? "null");
            }
        }

        if (modelId is not null)
        {
            text.Append("model_id: ").AppendLine(Quote(modelId));
        }

        text.Append("mlflow_version: ").AppendLine(Quote(_version));
        if (_size > 0)
        {
            text.Append("model_size_bytes: ").AppendLine(_size.ToString(CultureInfo.InvariantCulture));
        }

        text.Append("model_uuid: ").AppendLine(Quote(Uuid));
        text.Append("run_id: ").AppendLine(Quote(_runId));
        if (_model.InputExample is { } example)
        {
            text.AppendLine("saved_input_example_info:");
            text.Append("  artifact_path: ").AppendLine(Quote(ExampleName(example)));
            text.AppendLine("  pandas_orient: split");
            text.AppendLine("  type: dataframe");
        }

        if (Inputs is not null || Outputs is not null)
        {
            text.AppendLine("signature:");
            text.Append("  inputs: ").AppendLine(Inputs is null ? "null" : Quote(Inputs));
            text.Append("  outputs: ").AppendLine(Outputs is null ? "null" : Quote(Outputs));
            text.AppendLine("  params: null");
        }

        return text.Append("utc_time_created: ").AppendLine(Quote(Created)).ToString().ReplaceLineEndings("\n");
    }

    /// <summary>As the JSON that a run's history of models keeps.</summary>
    public string ToJson()
    {
        var json = new JsonObject
        {
            ["run_id"] = _runId,
            ["artifact_path"] = _model.Path,
            ["utc_time_created"] = Created,
            ["model_uuid"] = Uuid,
            ["flavors"] = _flavors.DeepClone(),
            ["mlflow_version"] = _version,
        };
        if (_size > 0)
        {
            json["model_size_bytes"] = _size;
        }

        if (Inputs is not null || Outputs is not null)
        {
            json["signature"] = new JsonObject { ["inputs"] = Inputs, ["outputs"] = Outputs, ["params"] = null };
        }

        return json.ToJsonString();
    }

    private string? Inputs => ColumnTypes.Of(_model.Inputs)?.ToJsonString();

    private string? Outputs => ColumnTypes.Of(_model.Outputs)?.ToJsonString();

    private string Created => _model.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private string ExampleName(string example) => example.StartsWith(_model.Path + "/", StringComparison.Ordinal) ? example[(_model.Path.Length + 1)..] : example;

    // Double quotes: the one style of YAML in which any text can be said on one line.
    private static string Quote(string value) => JsonValue.Create(value).ToJsonString();
}
