using ModelTracking.Artifacts;
using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Says which model a run has made. Like all logging, these never throw.</summary>
public static class RunModelExtensions
{
    /// <summary>
    /// Logs a model: stores its file or folder as artifacts under <c>models/NAME</c> (with a step, <c>models/NAME/step-N</c>), its
    /// input example as <c>input_example.json</c> beside them, and what it takes and gives.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The model's name, which becomes a part of paths.</param>
    /// <param name="path">The file or folder on disk (see <see cref="RunArtifactExtensions.LogArtifact(Run, string, ArtifactOptions?)"/> on when it may be changed again).</param>
    /// <param name="options">Flavour, signature, example. Default: none.</param>
    public static void LogModel(this Run run, string name, string path, ModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        options ??= new ModelOptions();
        if (!run.Accepts())
        {
            return;
        }

        if (!ArtifactPath.TryNormalize($"models/{name}", out var folder, out var problem) || string.IsNullOrWhiteSpace(name))
        {
            run.Tell(new Trouble(TroubleKind.InvalidKey, $"The name of the model '{name}' was refused: {(problem.Length > 0 ? problem : "it is empty")}.", "Use a name such as 'classifier'."));
            return;
        }

        if (!File.Exists(path) && !Directory.Exists(path))
        {
            run.Tell(new Trouble(TroubleKind.ArtifactFailed, $"Model '{name}' could not be stored: there is no file or folder '{path}'.", "Save the model first, then log it."));
            return;
        }

        folder = options.Step is { } step ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{folder}/step-{step}") : folder;
        if (Directory.Exists(path))
        {
            run.LogArtifacts(path, folder);
        }
        else
        {
            run.LogArtifact(path, new ArtifactOptions { Path = $"{folder}/{Path.GetFileName(path)}", Step = options.Step, Kind = "model" });
        }

        run.Log(new ModelLogged(name, options.Flavor ?? Guess(path), folder)
        {
            Inputs = [.. options.Inputs],
            Outputs = [.. options.Outputs],
            InputExample = LogExample(run, folder, options),
            Step = options.Step,
            Metadata = new Dictionary<string, string>(options.Metadata),
        });
    }

    private static string? LogExample(Run run, string folder, ModelOptions options)
    {
        if (options.InputExample is not { Count: > 0 } rows)
        {
            return null;
        }

        var path = $"{folder}/input_example.json";
        var names = options.Inputs.Count == rows[0].Count ? options.Inputs.Select(i => i.Name) : rows[0].Select((_, i) => $"input{i}");
        run.LogTable(path, [.. names], rows);
        return path;
    }

    private static string Guess(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".ONNX" => "onnx",
        ".ZIP" => IsMlNet(path) ? "mlnet" : "file",
        ".PT" or ".PTH" or ".DAT" => "torch",
        _ => "file",
    };

    // ML.NET's files are archives of their own, with a folder for the chain of transformers.
    private static bool IsMlNet(string path)
    {
        try
        {
            using var archive = System.IO.Compression.ZipFile.OpenRead(path);
            return archive.Entries.Any(e => e.FullName.StartsWith("TransformerChain", StringComparison.Ordinal) || e.FullName.StartsWith("TrainingInfo", StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
