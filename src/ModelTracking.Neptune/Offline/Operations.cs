using System.Text.Json;

namespace ModelTracking.Neptune.Offline;

/// <summary>Applies the 1.x client's operations to a run, one after the other.</summary>
internal sealed class Operations(NeptuneRun run, string uploads)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The operation lacks something, or holds something that it cannot.</exception>
    public void Apply(JsonElement operation)
    {
        var type = operation.GetProperty("type").GetString()!;
        var path = string.Join('/', operation.GetProperty("path").EnumerateArray().Select(p => p.GetString()));
        switch (type)
        {
            case "AssignFloat":
                run.Values[path] = LenientJson.Number(operation.GetProperty("value"));
                break;
            case "AssignInt":
                run.Values[path] = operation.GetProperty("value").GetInt64();
                break;
            case "AssignBool":
                run.Values[path] = operation.GetProperty("value").GetBoolean();
                break;
            case "AssignString":
                run.Values[path] = operation.GetProperty("value").GetString() ?? "";
                break;
            case "AssignDatetime":
                run.Values[path] = DateTimeOffset.FromUnixTimeMilliseconds(operation.GetProperty("value").GetInt64());
                break;
            case "AssignArtifact":
                run.Values[path] = $"artifact {operation.GetProperty("hash").GetString()}";
                break;
            case "LogFloats":
                Log(operation, (step, time, value) => NeptuneRun.Append(run.Numbers, path, step, time, LenientJson.Number(value)));
                break;
            case "LogStrings":
                Log(operation, (step, time, value) => NeptuneRun.Append(run.Texts, path, step, time, value.GetString() ?? ""));
                break;
            case "LogImages":
                var images = 0;
                Log(operation, (step, _, value) => AddImage(path, step ?? images++, value));
                break;
            case "ClearFloatLog" or "ClearStringLog" or "ClearImageLog" or "DeleteAttribute" or "ClearArtifact":
                run.Delete(path);
                break;
            case "AddStrings":
                run.Set(path).UnionWith(Texts(operation));
                break;
            case "RemoveStrings":
                run.Set(path).ExceptWith(Texts(operation));
                break;
            case "ClearStringSet":
                run.Set(path).Clear();
                break;
            case "UploadFile":
                AddFile(path, operation);
                break;
            case "UploadFileContent":
                run.AddFile(WithExtension(path, operation), operation.GetProperty("file_content").GetBytesFromBase64());
                break;
            case "UploadFileSet":
                AddFileSet(path, operation);
                break;
            case "ConfigFloatSeries":
                break;
            default:
                Tell($"'{path}' was set by {type}, which refers to something outside this folder and cannot be taken over.");
                break;
        }
    }

    private static void Log(JsonElement operation, Action<decimal?, DateTimeOffset, JsonElement> add)
    {
        foreach (var point in operation.GetProperty("values").EnumerateArray())
        {
            var step = point.GetProperty("step");
            var seconds = point.GetProperty("ts").GetDouble();
            add(step.ValueKind == JsonValueKind.Null ? null : step.GetDecimal(), DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)), point.GetProperty("value"));
        }
    }

    private static IEnumerable<string> Texts(JsonElement operation) => operation.GetProperty("values").EnumerateArray().Select(v => v.GetString() ?? "");

    private static string WithExtension(string path, JsonElement operation) =>
        operation.TryGetProperty("ext", out var ext) && ext.GetString() is { Length: > 0 } extension ? $"{path}.{extension}" : path;

    private void AddImage(string path, decimal step, JsonElement value)
    {
        var bytes = (value.ValueKind == JsonValueKind.Object ? value.GetProperty("data") : value).GetBytesFromBase64();
        run.AddFile($"{path}/{step / 1.000000m}.png", bytes);
    }

    private void AddFile(string path, JsonElement operation)
    {
        var source = operation.TryGetProperty("tmp_file_name", out var kept) && kept.ValueKind == JsonValueKind.String
            ? Path.Combine(uploads, Path.GetFileName(kept.GetString()!))
            : operation.GetProperty("file_path").GetString() ?? "";
        run.AddFile(WithExtension(path, operation), source);
    }

    // Which files a pattern meant, only the machine knows on which it was written.
    private void AddFileSet(string path, JsonElement operation) =>
        Tell($"'{path}' was to take the files {string.Join(", ", operation.GetProperty("file_globs").EnumerateArray().Select(g => g.GetString()))} along; they are not in this folder.");

    private void Tell(string problem)
    {
        if (_told.Add(problem))
        {
            run.Problems.Add(problem);
        }
    }
}
