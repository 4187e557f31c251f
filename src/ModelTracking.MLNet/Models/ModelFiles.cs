using Microsoft.ML;

namespace ModelTracking.MLNet.Models;

/// <summary>Saves a model into a run.</summary>
internal static class ModelFiles
{
    public static void Log(Run run, ITransformer model, DataViewSchema input, string path, ModelLogOptions options)
    {
        path = path.Trim('/', '\\');

        // A context of our own: whatever is registered with the user's one moves its random numbers on.
        using var bytes = new MemoryStream();
        new MLContext(seed: 0).Model.Save(model, input, bytes);
        run.LogArtifact(bytes.ToArray(), $"{path}/model.zip", new ArtifactOptions { Kind = "model" });
        SignatureJson.Write(run, model, input, path, "mlnet");
        if (options.InputExample is { } example)
        {
            InputExample.Write(run, example, path, options.InputExampleRows);
        }
    }
}
