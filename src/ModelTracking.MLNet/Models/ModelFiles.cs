using Microsoft.ML;

namespace ModelTracking.MLNet.Models;

/// <summary>Saves models, also into a run.</summary>
internal static class ModelFiles
{
    /// <summary>Writes a model's zip file.</summary>
    public static void Save(ITransformer model, DataViewSchema input, Stream stream)
    {
        // A context of our own: whatever is registered with the user's one moves its random numbers on.
        new MLContext(seed: 0).Model.Save(model, input, stream);
    }

    public static void Log(Run run, ITransformer model, DataViewSchema input, string path, ModelLogOptions options)
    {
        path = path.Trim('/', '\\');

        using var bytes = new MemoryStream();
        Save(model, input, bytes);
        run.LogArtifact(bytes.ToArray(), $"{path}/model.zip", new ArtifactOptions { Kind = "model" });
        var example = options.InputExample is { } rows ? InputExample.Write(run, rows, path, options.InputExampleRows) : null;
        SignatureJson.Write(run, model, input, path, "mlnet", example);
    }
}
