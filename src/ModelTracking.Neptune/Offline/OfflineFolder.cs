using System.Globalization;
using System.Text.Json;

namespace ModelTracking.Neptune.Offline;

/// <summary>
/// A folder in which the 1.x client kept operations that it had not sent: <c>data-N.log</c> files of JSON lines. Operations that
/// were sent are read too where they are still there, for what they were sent to is gone.
/// </summary>
internal static class OfflineFolder
{
    public static NeptuneRun Read(string folder)
    {
        var metadata = ReadMetadata(folder);
        var run = new NeptuneRun("", metadata?.TryGetProperty("containerId", out var id) == true ? id.GetString()! : IdOf(folder));
        if (metadata?.TryGetProperty("createdAt", out var created) == true && DateTimeOffset.TryParse(created.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            run.Created = time;
        }

        var operations = new Operations(run, Path.Combine(folder, "upload_path"));
        foreach (var file in Directory.GetFiles(folder, "data-*.log").OrderBy(Number))
        {
            Read(file, run, operations);
        }

        return run;
    }

    private static void Read(string file, NeptuneRun run, Operations operations)
    {
        var line = 0;
        foreach (var text in File.ReadLines(file))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (LenientJson.Parse(text) is not { ValueKind: JsonValueKind.Object } record || !record.TryGetProperty("obj", out var operation))
            {
                run.Problems.Add($"line {line} of {Path.GetFileName(file)} is cut off or no operation.");
                continue;
            }

            try
            {
                operations.Apply(operation);
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
            {
                run.Problems.Add($"line {line} of {Path.GetFileName(file)} makes no sense: {exception.Message}");
            }
        }
    }

    private static JsonElement? ReadMetadata(string folder)
    {
        var file = Path.Combine(folder, "metadata.json");
        return File.Exists(file) && LenientJson.Parse(File.ReadAllText(file)) is { ValueKind: JsonValueKind.Object } metadata ? metadata : null;
    }

    // Older layouts name the run in the folder: run__<uuid>/exec-..., or a bare uuid.
    private static string IdOf(string folder)
    {
        foreach (var name in ((string?[])[Path.GetFileName(folder), Path.GetFileName(Path.GetDirectoryName(folder))]).OfType<string>())
        {
            foreach (var part in name.Split("__"))
            {
                if (Guid.TryParse(part, out var id))
                {
                    return id.ToString();
                }
            }
        }

        return Path.GetFileName(folder);
    }

    private static long Number(string file) => long.TryParse(Path.GetFileNameWithoutExtension(file)[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
